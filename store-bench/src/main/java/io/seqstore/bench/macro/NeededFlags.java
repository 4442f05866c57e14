package io.seqstore.bench.macro;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which flags of an engine this JVM lacks. */
final class NeededFlags {
    private static final Pattern ACCESS = Pattern.compile("--add-(opens|exports)=([^/]+)/([^=]+)=ALL-UNNAMED");

    private NeededFlags() {}

    /** Those that are not given, in the order in which the engine names them. */
    static List<String> missing(Engine engine) {
        return engine.jvmFlags().stream().filter(flag -> !isGiven(flag)).toList();
    }

    /** Complains when a flag is not given, and says which. */
    static void check(Engine engine) {
        List<String> missing = missing(engine);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(engine.name() + " needs a JVM that is started with "
                    + String.join(" ", missing) + " (without --here it gets one)");
        }
    }

    private static boolean isGiven(String flag) {
        Matcher access = ACCESS.matcher(flag);
        if (!access.matches()) {
            return ManagementFactory.getRuntimeMXBean().getInputArguments().contains(flag);
        }
        Module reader = NeededFlags.class.getModule();
        String packageName = access.group(3);
        return ModuleLayer.boot()
                .findModule(access.group(2))
                .filter(module -> access.group(1).equals("opens")
                        ? module.isOpen(packageName, reader)
                        : module.isExported(packageName, reader))
                .isPresent();
    }
}
