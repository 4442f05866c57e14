package io.seqstore.types.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdRuleTest {
    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"a", "a b", "Tank 1|Level", "\u00fcber", "\\", "a.b_c-d:e?f#g%h", "\ud83d\ude00"})
    void allows(String id) {
        assertEquals(id, IdRule.check("Stream", id));
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(
            strings = {"", " ", "\t", "\u00a0", "\u2003", " a", "a ", "a\n", "\u00a0a", "a\u2028", "/", "a/b", "a/"})
    void refuses(String id) {
        InvalidRequestException refusal = assertThrows(InvalidRequestException.class, () -> IdRule.check("Stream", id));
        assertTrue(refusal.reason().startsWith("Stream has the Id '" + id + "'"), refusal.reason());
        assertEquals(id, refusal.parameters().get("Id"));
    }

    @Test
    void refusesNullAsMissing() {
        InvalidRequestException refusal =
                assertThrows(InvalidRequestException.class, () -> IdRule.check("Stream", null));
        assertEquals("Stream has no Id; it needs one.", refusal.reason());
    }

    @Test
    void countsUtf16UnitsUpToTheLimit() {
        assertEquals(100, IdRule.check("Type", "\ud83d\ude00".repeat(50)).length());
        assertThrows(InvalidRequestException.class, () -> IdRule.check("Type", "\ud83d\ude00".repeat(50) + "x"));
        assertEquals(250, IdRule.check("Type", "x".repeat(250), 250).length());
        InvalidRequestException refusal =
                assertThrows(InvalidRequestException.class, () -> IdRule.check("Type", "x".repeat(251), 250));
        assertTrue(refusal.resolution().contains("250"));
    }

    @ParameterizedTest(name = "{0} and {1} are one id: {2}")
    @CsvSource({
        "Simple, sIMPLE, true",
        "\u00c4, \u00e4, true",
        // A dotless and a dotted i meet in upper case, as they do for String.equalsIgnoreCase.
        "I, \u0131, true",
        "i, \u0130, true",
        // No characters are joined or taken apart.
        "stra\u00dfe, STRASSE, false",
        "e\u0301, \u00e9, false",
        "a, b, false"
    })
    void foldsEqualIdsToOneText(String a, String b, boolean equal) {
        assertEquals(a.equalsIgnoreCase(b), equal);
        if (equal) {
            assertEquals(IdRule.fold(a), IdRule.fold(b));
        } else {
            assertNotEquals(IdRule.fold(a), IdRule.fold(b));
        }
    }

    @Test
    void foldsAsEqualsIgnoreCaseCompares() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String unit = String.valueOf((char) c);
            for (String other : new String[] {unit.toUpperCase(java.util.Locale.ROOT), IdRule.fold(unit)}) {
                assertEquals(
                        unit.equalsIgnoreCase(other),
                        IdRule.fold(unit).equals(IdRule.fold(other)),
                        () -> Integer.toHexString(unit.charAt(0)));
            }
        }
    }
}
