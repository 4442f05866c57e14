package io.seqstore.hostile;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.seqstore.query.filter.Filter;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.search.SearchQuery;
import io.seqstore.types.value.ScalarText;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits of docs/operations.md that no other test has: what is as long or deep as allowed passes, one more is refused in words. */
class LimitsTest {
    private static final EventLayout LAYOUT = EventLayout.of(SampleStore.ALL);

    static Stream<Arguments> limits() {
        return Stream.of(
                of("characters of a filter", 16_384, "at most 16384 characters", length -> {
                    String filter = "P14 eq 1";
                    Filter.parse(filter + " ".repeat(length - filter.length()), LAYOUT);
                }),
                of("levels of a filter", 199, "200", depth -> Filter.parse(nested(depth, "P14 eq 1"), LAYOUT)),
                of("levels of a search", 199, "200", depth -> SearchQuery.parse(nested(depth, "pump"))),
                of("negations in a search", 199, "200", depth -> SearchQuery.parse("NOT ".repeat(depth) + "pump")),
                of("digits of a number", 1_100, "", digits -> {
                    ScalarText.parse(SdsTypeCode.DOUBLE, "0".repeat(digits));
                }),
                of("levels of JSON", 999, "1000", depth -> {
                    String json = "{\"Key\":\"2026-01-01\",\"Other\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
                    JsonText.readEvents(json, new ColumnBatch(LAYOUT, 0));
                }));
    }

    private static Arguments of(String name, int limit, String reason, IntConsumer use) {
        return arguments(name, limit, reason, use);
    }

    private static String nested(int depth, String inner) {
        return "(".repeat(depth) + inner + ")".repeat(depth);
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("limits")
    void theLimitPassesAndOneMoreIsRefused(String name, int limit, String reason, IntConsumer use) {
        use.accept(limit);
        for (int more : new int[] {limit + 1, 20 * limit}) {
            InvalidRequestException refused = assertThrows(InvalidRequestException.class, () -> use.accept(more), name);
            assertTrue(refused.reason().contains(reason), refused::reason);
        }
    }
}
