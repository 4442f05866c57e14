package io.seqstore.catalog.chronicle;

import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;

/** What Chronicle Map needs of the JVM: nine flags, and a JDK, since it compiles code while it runs. Stateless. */
public final class JvmFlags {
    private static final List<Flag> ALL = List.of(
            new Flag(false, "java.base", "jdk.internal.ref"),
            new Flag(false, "java.base", "sun.nio.ch"),
            new Flag(false, "jdk.unsupported", "sun.misc"),
            new Flag(false, "jdk.compiler", "com.sun.tools.javac.file"),
            new Flag(true, "jdk.compiler", "com.sun.tools.javac"),
            new Flag(true, "java.base", "java.lang"),
            new Flag(true, "java.base", "java.lang.reflect"),
            new Flag(true, "java.base", "java.io"),
            new Flag(true, "java.base", "java.util"));

    private JvmFlags() {}

    /**
     * One flag.
     *
     * @param opens whether the package is opened, else exported
     */
    private record Flag(boolean opens, String module, String packageName) {
        boolean isGiven() {
            Module reader = JvmFlags.class.getModule();
            return ModuleLayer.boot()
                    .findModule(module)
                    .filter(found -> opens ? found.isOpen(packageName, reader) : found.isExported(packageName, reader))
                    .isPresent();
        }

        String text() {
            return (opens ? "--add-opens=" : "--add-exports=") + module + "/" + packageName + "=ALL-UNNAMED";
        }
    }

    /** All flags as they stand on a command line. */
    public static List<String> all() {
        return ALL.stream().map(Flag::text).toList();
    }

    /** What this JVM lacks, in words; empty when it lacks nothing. */
    public static Optional<String> missing() {
        List<String> flags =
                ALL.stream().filter(flag -> !flag.isGiven()).map(Flag::text).toList();
        if (!flags.isEmpty()) {
            return Optional.of("the JVM was started without " + String.join(" ", flags));
        }
        return ToolProvider.getSystemJavaCompiler() == null
                ? Optional.of("this Java has no compiler; a JDK is needed")
                : Optional.empty();
    }
}
