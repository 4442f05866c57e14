package io.seqstore.server.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.server.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time that a request is given (spec 11, section 2, Request-Timeout). */
class DeadlineTest {
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration MOST = Duration.ofSeconds(300);

    private static Deadline of(String seconds) {
        return Deadline.of(seconds, USUAL, MOST);
    }

    @ParameterizedTest
    @CsvSource({"60, 60", "59.5, 60", "' 7 ', 7", "300, 300", "301, 300", "99999999999999999999, 300"})
    void secondsAreTakenUpToTheMost(String seconds, long most) {
        Duration left = of(seconds).left();
        assertTrue(left.compareTo(Duration.ofSeconds(most)) <= 0, left::toString);
        assertTrue(left.compareTo(Duration.ofSeconds(most - 5)) > 0, left::toString);
    }

    @Test
    void withoutAWordItIsTheUsualTime() {
        for (String none : new String[] {null, "", " "}) {
            Duration left = of(none).left();
            assertTrue(left.compareTo(USUAL) <= 0 && left.compareTo(USUAL.minusSeconds(5)) > 0, left::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon", "1e3", "1e999999999", "NaN", "0x10", "1 2"})
    void whatIsNoTimeIsRefused(String seconds) {
        ProblemException refused = assertThrows(ProblemException.class, () -> of(seconds));
        assertEquals(400, refused.problem().status());
        assertEquals("Request-Timeout", refused.problem().parameters().get("Parameter"));
    }

    @Test
    void whenItIsOverTheRequestEnds() {
        Deadline over = Deadline.after(Duration.ofNanos(-1));
        assertTrue(over.isOver());
        assertEquals(Duration.ZERO, over.left());
        assertEquals(
                408, assertThrows(ProblemException.class, over::check).problem().status());
    }
}
