package handcar.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// Helidon's jars come in several versions (`docs/adr/0001-helidon-mix.md`). Whatever one of them refers to in another
/// must exist in the mix, or it would fail some day at run time with a NoSuchMethodError.
final class LinkageTest {
    private static final String OURS = "io/helidon/";

    private final Set<String> broken = new TreeSet<>();
    private int references;

    @Test
    void everyHelidonReferenceBetweenTheJarsExists() throws IOException {
        List<Path> jars =
                Arrays.stream(System.getProperty("java.class.path").split(":", -1))
                        .filter(path -> path.contains("helidon") && path.endsWith(".jar"))
                        .map(Path::of)
                        .toList();
        assertTrue(jars.size() > 30, "the class path should have Helidon's jars: " + jars);
        for (Path jar : jars) {
            check(jar);
        }
        assertTrue(references > 20_000, "only " + references + " references were looked at");
        assertEquals(Set.of(), broken);
    }

    private void check(Path jar) throws IOException {
        try (JarFile open = new JarFile(jar.toFile())) {
            for (JarEntry entry : open.stream().toList()) {
                String name = entry.getName();
                if (name.startsWith(OURS) && name.endsWith(".class") && isLoadedFrom(jar, name)) {
                    try (InputStream in = open.getInputStream(entry)) {
                        check(ClassFile.of().parse(in.readAllBytes()));
                    }
                }
            }
        }
    }

    /// Our own class of the same name stands before the jar's, which is then never loaded.
    private static boolean isLoadedFrom(Path jar, String name) {
        return LinkageTest.class
                .getClassLoader()
                .getResource(name)
                .toString()
                .contains(jar.getFileName().toString());
    }

    private void check(ClassModel model) {
        String user = model.thisClass().asInternalName();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof ClassEntry wanted && wanted.asInternalName().startsWith(OURS)) {
                references++;
                if (load(wanted.asInternalName()).isEmpty()) {
                    broken.add(user + " wants the class " + wanted.asInternalName());
                }
            } else if (entry instanceof MemberRefEntry wanted
                    && wanted.owner().asInternalName().startsWith(OURS)) {
                references++;
                if (!exists(wanted)) {
                    broken.add(user + " wants " + wanted.owner().asInternalName() + "." + wanted);
                }
            }
        }
        load(user).ifPresent(this::requireNothingAbstract);
    }

    private void requireNothingAbstract(Class<?> type) {
        if (Modifier.isAbstract(type.getModifiers()) || type.isInterface()) {
            return;
        }
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                broken.add(type.getName() + " lacks " + method);
            }
        }
    }

    private static boolean exists(MemberRefEntry wanted) {
        Optional<Class<?>> owner = load(wanted.owner().asInternalName());
        String name = wanted.name().stringValue();
        String type = wanted.type().stringValue();
        return owner.isPresent() && exists(owner.get(), wanted, name, type);
    }

    private static boolean exists(Class<?> owner, MemberRefEntry wanted, String name, String type) {
        if (name.equals("<init>")) {
            return Arrays.stream(owner.getDeclaredConstructors())
                    .anyMatch(made -> descriptor(made).equals(type));
        }
        for (Class<?> place : family(owner)) {
            boolean found =
                    wanted instanceof FieldRefEntry
                            ? Arrays.stream(place.getDeclaredFields())
                                    .anyMatch(field -> is(field, name, type))
                            : Arrays.stream(place.getDeclaredMethods())
                                    .anyMatch(method -> is(method, name, type));
            if (found) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(Field field, String name, String type) {
        return field.getName().equals(name) && field.getType().descriptorString().equals(type);
    }

    private static boolean is(Method method, String name, String type) {
        return method.getName().equals(name)
                && descriptor(method.getParameterTypes(), method.getReturnType()).equals(type);
    }

    private static String descriptor(Constructor<?> made) {
        return descriptor(made.getParameterTypes(), void.class);
    }

    private static String descriptor(Class<?>[] parameters, Class<?> result) {
        StringBuilder text = new StringBuilder("(");
        for (Class<?> parameter : parameters) {
            text.append(parameter.descriptorString());
        }
        return text.append(')').append(result.descriptorString()).toString();
    }

    private static Optional<Class<?>> load(String internalName) {
        try {
            String name = internalName.replace('/', '.');
            return Optional.of(Class.forName(name, false, LinkageTest.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    /// The type, what it extends and what it implements, and `Object` for interfaces.
    private static Set<Class<?>> family(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(List.of(type, Object.class));
        while (!open.isEmpty()) {
            Class<?> next = open.poll();
            if (all.add(next)) {
                Optional.ofNullable(next.getSuperclass()).ifPresent(open::add);
                open.addAll(List.of(next.getInterfaces()));
            }
        }
        return all;
    }
}
