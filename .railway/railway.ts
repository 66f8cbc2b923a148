// The whole project on Railway: `railway config plan` shows what would change, `railway config apply` does it, and
// `railway up` deploys this folder. https://docs.railway.com/infrastructure-as-code/reference
import { defineRailway, postgres, preserve, project, service } from "railway/iac";

export default defineRailway(() => {
    const database = postgres("Postgres");

    const web = service("handcar", {
        build: { builder: "DOCKERFILE", dockerfilePath: "Dockerfile" },
        // Asked at a deploy only; every start applies its migrations under a lock, so nothing runs before it.
        healthcheck: "/health/readiness",
        healthcheckTimeout: 300,
        deploy: {
            restartPolicyType: "ON_FAILURE",
            restartPolicyMaxRetries: 10,
            overlapSeconds: 10,
            drainingSeconds: 30,
        },
        env: {
            ENVIRONMENT: "production",
            DATABASE_URL: database.env.DATABASE_URL,
            // Set once by hand (docs/deploying.md) and left alone by every later apply.
            ADMIN_TOKEN: preserve(),
            JWT_SECRET: preserve(),
            SECRET_ENCRYPTION_KEY: preserve(),
            OPENAI_API_KEY: preserve(),
        },
    });

    return project("handcar", { resources: [database, web] });
});
