package io.seqstore.server.reads;

import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.SearchMode;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.Query;
import io.seqstore.server.routing.Parameter;
import java.util.Arrays;

/** The parameters that several reads have in common. */
public final class ReadParameters {
    static final Parameter FORM = Parameter.oneOf("form", "default", "table", "tableh", "csv", "csvh");
    static final Parameter START = Parameter.text("startIndex");
    static final Parameter END = Parameter.text("endIndex");
    static final Parameter COUNT = Parameter.integer("count");
    static final Parameter FILTER = Parameter.text("filter");
    static final Parameter VIEW = Parameter.text("streamViewId");

    private ReadParameters() {}

    /** The boundary types, by one parameter for both ends or two. */
    static Parameter[] boundaries() {
        return new Parameter[] {boundary("boundaryType"), boundary("startBoundaryType"), boundary("endBoundaryType")};
    }

    private static Parameter boundary(String name) {
        return Parameter.oneOf(
                name,
                Arrays.stream(BoundaryType.values()).map(BoundaryType::sdsName).toArray(String[]::new));
    }

    static Parameter searchMode() {
        return Parameter.oneOf(
                "searchMode",
                Arrays.stream(SearchMode.values()).map(SearchMode::sdsName).toArray(String[]::new));
    }

    /**
     * What is delivered at the ends of a read.
     *
     * @param start at the start
     * @param end at the end
     */
    public record Boundaries(BoundaryType start, BoundaryType end) {
        /** Those that are asked for (spec 07, 2.6); exact ones when none are. */
        public static Boundaries of(Query query) {
            if (query.has("startBoundaryType") != query.has("endBoundaryType")) {
                throw Problems.invalid("startBoundaryType and endBoundaryType are given together or not at all.");
            }
            if (!query.has("startBoundaryType")) {
                BoundaryType both = boundaryType(query, "boundaryType");
                return new Boundaries(both, both);
            }
            if (query.has("boundaryType")) {
                throw Problems.invalid("boundaryType is given for both ends, and startBoundaryType as well.");
            }
            return new Boundaries(boundaryType(query, "startBoundaryType"), boundaryType(query, "endBoundaryType"));
        }
    }

    private static BoundaryType boundaryType(Query query, String name) {
        return query.constant(name, BoundaryType.values(), BoundaryType::sdsName)
                .orElse(BoundaryType.EXACT);
    }
}
