package io.seqstore.core.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileKindTest {
    @Test
    void aNameIsTenDigitsAndAnEnding() {
        assertEquals("0000000001.log", FileKind.LOG.fileName(1));
        assertEquals("0000012345.seg", FileKind.SEGMENT.fileName(12_345));
        assertEquals("9999999999.manifest", FileKind.MANIFEST.fileName(FileKind.MAX_NUMBER));
    }

    @ParameterizedTest
    @EnumSource(FileKind.class)
    void theNumberOfANameComesBackForItsOwnKindAlone(FileKind kind) {
        for (long number : new long[] {1, 42, 1_000_000_000L, FileKind.MAX_NUMBER}) {
            String name = kind.fileName(number);
            for (FileKind asked : FileKind.values()) {
                assertEquals(asked == kind ? Optional.of(number) : Optional.empty(), asked.numberIn(name), name);
            }
            assertTrue(FileKind.isStoreFile(name), name);
            assertTrue(FileKind.isStoreFile(name + FileKind.UNFINISHED), name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".log",
                "LOCK",
                "1.log",
                "0000000001",
                "0000000001.",
                "0000000001.txt",
                "0000000001.LOG",
                "0000000001.log ",
                "0000000001xlog",
                "00000000001.log",
                "000000000a.log",
                "-000000001.log",
                "+000000001.log",
                "٠٠٠٠٠٠٠٠٠١.log",
                "0000000001.log.tmp.tmp",
                "x0000000001.seg"
            })
    void othersAreNoFilesOfAStore(String name) {
        assertFalse(FileKind.isStoreFile(name));
        for (FileKind kind : FileKind.values()) {
            assertEquals(Optional.empty(), kind.numberIn(name));
        }
    }
}
