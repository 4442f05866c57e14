package io.seqstore.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.cli.model.Operation.Write;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the judge of a store after a crash lets pass, and what it does not. */
class VerdictTest {
    private final StoreModel before = new StoreModel();
    private final StoreModel after;

    VerdictTest() {
        new Operation.Create("a", Sample.TYPE).change(before);
        write("a", 1, 2, 3).change(before);
        after = before.copy();
        write("a", 10, 11).change(after);
    }

    private static Operation write(String stream, long... times) {
        List<Sample> events = java.util.Arrays.stream(times)
                .mapToObj(time -> new Sample(time, 0.5, "x"))
                .toList();
        return new Write(Write.How.UPDATE, stream, events);
    }

    private Verdict judge(StoreModel found) {
        return Verdict.of(found, before, after);
    }

    @Test
    void theLastWriteMayBeThereOrNot() {
        assertTrue(judge(before.copy()).isRight());
        assertFalse(judge(before.copy()).pendingDone());
        assertTrue(judge(after.copy()).isRight());
        assertTrue(judge(after.copy()).pendingDone());
    }

    @Test
    void aPartOfTheLastWriteIsTorn() {
        StoreModel found = before.copy();
        write("a", 11).change(found);
        Verdict verdict = judge(found);
        assertEquals(List.of(0, 1, 0), List.of(verdict.lost(), verdict.torn(), verdict.ghosts()));
        assertEquals(1, verdict.details().size());
    }

    @Test
    void aMissingOrChangedEventIsLost() {
        StoreModel found = after.copy();
        new Operation.Remove("a", List.of(2L)).change(found);
        found.stream("a").events().put(3L, new Sample(3, 0.25, "x"));
        Verdict verdict = judge(found);
        assertEquals(List.of(2, 2, 0), List.of(verdict.lost(), verdict.torn(), verdict.ghosts()));
    }

    @Test
    void anEventOrAStreamThatNobodyWroteIsAGhost() {
        StoreModel found = before.copy();
        write("a", 7).change(found);
        new Operation.Create("b", Sample.TYPE).change(found);
        Verdict verdict = judge(found);
        assertEquals(List.of(0, 0, 2), List.of(verdict.lost(), verdict.torn(), verdict.ghosts()));
    }

    @Test
    void aStreamOfTheWrongTypeIsLost() {
        StoreModel found = before.copy();
        new Operation.ChangeType("a", "Measurement").change(found);
        assertEquals(1, judge(found).lost());
    }
}
