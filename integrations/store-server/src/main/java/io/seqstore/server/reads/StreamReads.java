package io.seqstore.server.reads;

import io.seqstore.EventStream;
import io.seqstore.FilteredRead;
import io.seqstore.InterpolatedRead;
import io.seqstore.RangeRead;
import io.seqstore.ReadableStream;
import io.seqstore.SampledRead;
import io.seqstore.WindowRead;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.SearchMode;
import io.seqstore.query.request.Slice;
import io.seqstore.query.shape.ResultForm;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.Query;
import io.seqstore.types.json.Verbosity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one stream, as one request asks for them (spec 07, sections 1 and 2). Used by one thread.
 *
 * @param stored the events as they are stored, which is what limits count
 * @param shown the events as they are shown: the same, or through a view or in other units
 * @param query the parameters
 * @param verbosity how events are written
 * @param limit how many events may be touched
 */
record StreamReads(EventStream stored, ReadableStream shown, Query query, Verbosity verbosity, EventLimit limit) {
    private static final int DEFAULT_INTERPOLATED = 100;

    Answer first() {
        return EventAnswers.one(shown.layout(), verbosity, shown::first);
    }

    Answer last() {
        return EventAnswers.one(shown.layout(), verbosity, shown::last);
    }

    /** Which of the four reads of {@code Data} it is. */
    Answer data() {
        boolean paged = query.isPresent("continuationToken");
        if (query.has("index")) {
            if (paged || query.hasAny("startIndex", "endIndex")) {
                throw Problems.invalid("index goes neither with startIndex and endIndex nor with continuationToken.");
            }
            return find();
        }
        if (query.has("startIndex")) {
            if (!query.has("endIndex")) {
                return range();
            }
            return paged ? page() : window();
        }
        if (query.has("endIndex")) {
            throw Problems.invalid("endIndex is given without startIndex.");
        }
        String filter = filter();
        if (filter != null) {
            return filtered(filter);
        }
        throw Problems.invalid("Which events? Give index, startIndex, startIndex and endIndex, or filter.");
    }

    private ResultForm form() {
        return ResultForm.of(query.text("form").orElse(null));
    }

    /** The filter; null for none, which a blank one is as well. */
    private @Nullable String filter() {
        return query.text("filter").filter(text -> !text.isBlank()).orElse(null);
    }

    private Answer find() {
        List<String> indexes = query.all("index");
        if (indexes.size() > 1) {
            throw Problems.invalid("index is given more than once; several can be asked for at Data/Interpolated.");
        }
        SearchMode mode = query.constant("searchMode", SearchMode.values(), SearchMode::sdsName)
                .orElse(SearchMode.EXACT);
        return EventAnswers.atMostOne(
                shown.layout(), form(), verbosity, () -> shown.find(indexes.get(0), mode, filter()));
    }

    private Answer filtered(String filter) {
        FilteredRead read = shown.filtered(filter)
                .skip(query.natural("skip").orElse(0L))
                .count(query.natural("count").orElse(Long.MAX_VALUE));
        // Held, so that the events that the filter drops are counted.
        return EventAnswers.columns(form(), verbosity, read::columns);
    }

    private Answer range() {
        String start = query.required("startIndex");
        BoundaryType boundary = ReadParameters.Boundaries.of(query).start();
        boolean reversed = query.flag("reversed");
        long skip = query.natural("skip").orElse(0L);
        long count = query.natural("count").orElse(Slice.DEFAULT_COUNT);
        RangeRead read =
                shown.range(start).boundary(boundary).skip(skip).count(count).filter(filter());
        RangeRead directed = reversed ? read.reversed() : read;
        if (filter() != null) {
            return EventAnswers.columns(form(), verbosity, directed::columns);
        }
        limit.checkRange(stored, start, boundary, reversed, skip, count);
        return EventAnswers.events(shown.layout(), form(), verbosity, directed::cursor, directed::columns);
    }

    private Answer window() {
        boolean isPart = query.hasAny("count", "skip", "reversed");
        boolean reversed = query.flag("reversed");
        String start = query.required("startIndex");
        String end = query.required("endIndex");
        ReadParameters.Boundaries boundaries = ReadParameters.Boundaries.of(query);
        long skip = query.natural("skip").orElse(0L);
        long count = query.natural("count").orElse(Long.MAX_VALUE);
        WindowRead read = shown.window(start, end)
                .boundary(boundaries.start(), boundaries.end())
                .skip(skip)
                .count(count)
                .filter(filter());
        WindowRead directed = reversed ? read.reversed() : read;
        if (isPart && filter() != null) {
            return EventAnswers.columns(form(), verbosity, directed::columns);
        }
        if (count > limit.events() - Math.min(limit.events(), skip)) {
            limit.checkWindow(stored, start, end, boundaries, reversed);
        }
        return EventAnswers.events(shown.layout(), form(), verbosity, directed::cursor, directed::columns);
    }

    private Answer page() {
        long count = query.natural("count").orElse(limit.events());
        String token = query.text("continuationToken").orElse("");
        ReadParameters.Boundaries boundaries = ReadParameters.Boundaries.of(query);
        WindowRead read = shown.window(query.required("startIndex"), query.required("endIndex"))
                .boundary(boundaries.start(), boundaries.end())
                .filter(filter());
        return EventAnswers.page(form(), verbosity, () -> read.pageColumns(count, token));
    }

    Answer interpolated() {
        List<String> indexes = query.all("index");
        if (!indexes.isEmpty() && query.hasAny("startIndex", "endIndex")) {
            throw Problems.invalid("Give either index, or startIndex and endIndex.");
        }
        int count = query.int32("count", 1).orElse(DEFAULT_INTERPOLATED);
        limit.checkCount(indexes.isEmpty() ? count : indexes.size());
        InterpolatedRead read = indexes.isEmpty()
                ? shown.interpolated(query.required("startIndex"), query.required("endIndex"), count)
                : shown.interpolatedAt(indexes.toArray());
        return EventAnswers.columns(form(), verbosity, read.filter(filter())::columns);
    }

    Answer summaries() {
        String start = query.required("startIndex");
        String end = query.required("endIndex");
        int count = query.int32("count", 1).orElse(1);
        limit.checkCount(count);
        return EventAnswers.summaries(form(), verbosity, () -> shown.summaryTable(start, end, count, filter()));
    }

    Answer sampled() {
        Set<String> properties = new LinkedHashSet<>();
        for (String value : query.all("sampleBy")) {
            for (String property : value.split(",", -1)) {
                if (!property.isBlank()) {
                    properties.add(property.strip());
                }
            }
        }
        if (properties.isEmpty()) {
            throw Problems.invalid("sampleBy is required: the properties whose curve is drawn.");
        }
        int intervals = query.int32("intervals", 1).orElseThrow(() -> Problems.invalid("intervals is required."));
        limit.checkCount(intervals);
        ReadParameters.Boundaries boundaries = ReadParameters.Boundaries.of(query);
        SampledRead read = shown.sampled(
                        query.required("startIndex"),
                        query.required("endIndex"),
                        intervals,
                        new ArrayList<>(properties).toArray(String[]::new))
                .boundary(boundaries.start(), boundaries.end())
                .filter(filter());
        return EventAnswers.columns(form(), verbosity, read::columns);
    }
}
