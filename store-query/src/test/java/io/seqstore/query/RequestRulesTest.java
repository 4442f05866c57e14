package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.InterpolatedRequest;
import io.seqstore.query.request.PageRequest;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.query.request.Slice;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.types.InvalidRequestException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that no stream could answer are refused when they are made. */
class RequestRulesTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refuses(String reason, Executable making) {
        InvalidRequestException refused = assertThrows(InvalidRequestException.class, making);
        assertEquals(reason, refused.reason());
        assertEquals("The request is not valid.", refused.error());
    }

    static Stream<Arguments> refuses() {
        String order = "startIndex must not be greater than endIndex.";
        return Stream.of(
                bad(order, () -> Bounds.exact(2, 1)),
                bad(order, () -> new SummariesRequest(2, 1, 1)),
                bad(order, () -> new InterpolatedRequest.AtIntervals(2, 1, 1)),
                bad("skip must be 0 or more, found -1.", () -> new Slice(-1, 0)),
                bad("count must be 0 or more, found -1.", () -> new Slice(0, -1)),
                bad("count must be 1 or more, found 0.", () -> new SummariesRequest(1, 2, 0)),
                bad("count must be 1 or more, found 0.", () -> new InterpolatedRequest.AtIntervals(1, 2, 0)),
                bad("At least one index is needed.", () -> new InterpolatedRequest.AtKeys(new long[0])),
                bad(
                        "count of a page must be 1 or more, found 0.",
                        () -> new PageRequest(Bounds.exact(1, 2), 0, Optional.empty())),
                bad(
                        "intervals must be 1 or more, found 0.",
                        () -> new SampledRequest(Bounds.exact(1, 2), 0, List.of("Level"))),
                bad(
                        "At least one property to sample by is needed (sampleBy).",
                        () -> new SampledRequest(Bounds.exact(1, 2), 1, List.of())));
    }

    private static Arguments bad(String reason, Executable making) {
        return arguments(reason, making);
    }
}
