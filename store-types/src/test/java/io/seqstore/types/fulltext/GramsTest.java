package io.seqstore.types.fulltext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.schema.IdOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text that matches a pattern has the grams of the pattern. */
class GramsTest {
    private static Set<Integer> gramsOf(String value) {
        Set<Integer> grams = new HashSet<>();
        Grams.addAll(value, grams::add);
        return grams;
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Kiln.7 (old)", "(KILN.7)", "a kiln.7", "Ki\u0131n kiln.7"})
    void aTokenIsFoundInEveryValueThatHoldsIt(String value) {
        assertTrue(gramsOf(value).containsAll(new Grams().token("kiln.7").required()));
        assertTrue(gramsOf(value).containsAll(new Grams().atStartOfToken("ki").required()));
        assertTrue(gramsOf(value).containsAll(new Grams().atEndOfToken(".7").required()));
        assertTrue(gramsOf(value).containsAll(new Grams().inside("LN.").required()));
    }

    @Test
    void theEndsOfATokenTellItFromAPart() {
        assertTrue(!gramsOf("rekilned").containsAll(new Grams().token("kiln").required()));
        assertTrue(gramsOf("re x").containsAll(new Grams().token("X").required()));
        assertTrue(!gramsOf("rex").containsAll(new Grams().token("x").required()));
    }

    @Test
    void shortTextsHaveNoGrams() {
        assertEquals(List.of(), new Grams().inside("ab").required());
        assertEquals(List.of(), new Grams().atStartOfToken("a").required());
    }

    /** Patterns are folded before their grams are made, values are not. */
    @Test
    void whatIsFoldedIsNotFoldedFurther() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            assertEquals(IdOrder.fold(c), IdOrder.fold(IdOrder.fold(c)), "character " + (int) c);
        }
    }
}
