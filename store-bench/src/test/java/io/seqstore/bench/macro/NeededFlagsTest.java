package io.seqstore.bench.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NeededFlagsTest {
    private static final String EXPORTED_ANYHOW = "--add-exports=java.base/java.util=ALL-UNNAMED";
    private static final String NOT_OPENED = "--add-opens=java.base/jdk.internal.vm=ALL-UNNAMED";
    private static final String NO_MODULE = "--add-opens=no.module/no.name=ALL-UNNAMED";
    private static final String OTHER = "-Dnobody.says.this=true";

    @Test
    void namesWhatIsMissingAndOnlyThat() {
        Engine engine = engineWith(List.of(EXPORTED_ANYHOW, NOT_OPENED, NO_MODULE, OTHER));
        assertEquals(List.of(NOT_OPENED, NO_MODULE, OTHER), NeededFlags.missing(engine));
    }

    @Test
    void refusesAnEngineWhoseFlagsAreMissing() {
        NeededFlags.check(engineWith(List.of(EXPORTED_ANYHOW)));
        assertEquals(
                "needy needs a JVM that is started with " + NOT_OPENED + " (without --here it gets one)",
                assertThrows(IllegalArgumentException.class, () -> NeededFlags.check(engineWith(List.of(NOT_OPENED))))
                        .getMessage());
    }

    private static Engine engineWith(List<String> flags) {
        return new Engine() {
            @Override
            public String name() {
                return "needy";
            }

            @Override
            public List<String> jvmFlags() {
                return flags;
            }

            @Override
            public Optional<String> whyNot(Workload workload, WriteMode mode) {
                return Optional.of("it is none");
            }

            @Override
            public ReadOrder readOrder() {
                return ReadOrder.NONE;
            }

            @Override
            public EngineSession create(Path folder, int streams, WriteMode mode) {
                throw new UnsupportedOperationException();
            }

            @Override
            public EngineSession open(Path folder, int streams, WriteMode mode) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
