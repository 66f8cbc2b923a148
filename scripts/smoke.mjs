// @ts-check
// Starts the server as a new user would, with an empty environment; asks, gets a cited answer, stops it, starts it again
// on the same data and finds the conversation. Prints what it measured and fails with the first thing that is wrong.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const QUESTION = "How do I deploy to Railway?";
const FIRST_START_SECONDS = 300; // building included
const SECOND_START_SECONDS = 4;
const ANSWER_SECONDS = 20;
const STOP_SECONDS = 20;

const data = mkdtempSync(join(tmpdir(), "handcar-smoke-"));
const port = await freePort();
const base = `http://127.0.0.1:${port}`;

/** @type {import("node:child_process").ChildProcess | undefined} */
let running;
try {
    const first = await start(FIRST_START_SECONDS);
    const { id, token } = await ask();
    const answer = await answered(id, token);
    check(answer.citations.length > 0, `the answer has no citation: ${answer.content}`);
    check(answer.citations.every((/** @type {any} */ c) => c.quote), "a citation has no quote");
    checkMetrics(await text("/metrics"));
    await stop();

    const second = await start(SECOND_START_SECONDS);
    const kept = await answered(id, token);
    check(kept.id === answer.id, "the answer is another one after the restart");
    await stop();
    console.log(`smoke: first start ${first.toFixed(1)} s, second ${second.toFixed(2)} s; "${answer.content}"`);
} catch (problem) {
    console.error(`smoke: ${problem instanceof Error ? problem.message : problem}`);
    process.exitCode = 1;
} finally {
    running?.kill("SIGKILL");
    rmSync(data, { recursive: true, force: true });
}

/** @param {number} seconds @returns {Promise<number>} seconds until it was ready */
async function start(seconds) {
    const began = performance.now();
    const { HOME, PATH } = process.env;
    const server = spawn("./start.sh", [], {
        env: { HOME, PATH, PORT: String(port), DATA_DIR: data },
        stdio: ["ignore", "inherit", "inherit"],
    });
    running = server;
    for (;;) {
        const status = await fetch(`${base}/health/readiness`).then((answer) => answer.status, () => 0);
        const passed = (performance.now() - began) / 1000;
        if (status === 200) return passed;
        check(server.exitCode === null, `start.sh ended with ${server.exitCode}`);
        check(passed < seconds, `not ready after ${seconds} s (readiness says ${status || "nothing"})`);
        await sleep(20);
    }
}

/** An orderly stop, by the signal a host sends. */
async function stop() {
    const server = /** @type {import("node:child_process").ChildProcess} */ (running);
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    const inTime = await Promise.race([ended.then(() => true), sleep(STOP_SECONDS * 1000, false)]);
    check(inTime, `did not stop within ${STOP_SECONDS} s`);
    running = undefined;
}

async function ask() {
    const answer = await fetch(`${base}/api/v1/chat/conversations`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ message: QUESTION }),
    });
    const body = await answer.json();
    check(answer.status === 201, `the conversation was answered ${answer.status}: ${JSON.stringify(body)}`);
    return { id: body.conversation.id, token: body.token };
}

/** @param {string} id @param {string} token */
async function answered(id, token) {
    for (let tries = 0; tries < ANSWER_SECONDS; tries++) {
        const answer = await fetch(`${base}/api/v1/chat/conversations/${id}/messages`, {
            headers: { Authorization: `Bearer ${token}` },
        });
        check(answer.status === 200, `the messages were answered ${answer.status}`);
        const { data: messages } = await answer.json();
        const found = messages.find(
            (/** @type {any} */ message) => message.author === "agent" && message.citations?.length,
        );
        if (found) return found;
        await sleep(1000); // public routes allow sixty requests a minute
    }
    throw new Error(`no cited answer within ${ANSWER_SECONDS} s`);
}

/** @param {string} metrics */
function checkMetrics(metrics) {
    const promtool = process.env.PROMTOOL;
    if (!promtool) return;
    const complaints = execFileSync(promtool, ["check", "metrics"], { input: metrics, encoding: "utf8" });
    check(complaints === "", `promtool: ${complaints}`);
}

/** @param {string} path */
async function text(path) {
    return (await fetch(base + path)).text();
}

/** @returns {Promise<number>} */
function freePort() {
    return new Promise((resolve) => {
        const probe = createServer().listen(0, "127.0.0.1", () => {
            const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
            probe.close(() => resolve(port));
        });
    });
}

/** @param {boolean} holds @param {string} otherwise @returns {asserts holds} */
function check(holds, otherwise) {
    if (!holds) throw new Error(otherwise);
}
