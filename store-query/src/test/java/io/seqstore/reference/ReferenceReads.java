package io.seqstore.reference;

import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.JoinMode;
import io.seqstore.query.request.SearchMode;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The reads of one stream (spec 07; sampling: spec 08, section 9), each by walking over all events. */
final class ReferenceReads {
    /**
     * A stretch of keys.
     *
     * @param start the smaller key
     * @param end the greater key
     */
    record Stretch(Object start, Object end, BoundaryType startBoundary, BoundaryType endBoundary) {}

    final List<Event> events;
    final Keys keys;
    final Settings settings;
    final EventLayout layout;
    private final Between between;

    ReferenceReads(EventLayout layout, SdsStream stream, Keys keys, List<Event> ascending) {
        this.layout = layout;
        this.events = ascending;
        this.keys = keys;
        this.settings = new Settings(layout.type(), stream);
        this.between = new Between(layout, settings, keys);
    }

    int compare(Object a, Object b) {
        return keys.number(a).compareTo(keys.number(b));
    }

    Event bare(Object key) {
        return between.bare(key);
    }

    Optional<Event> first() {
        return events.stream().findFirst();
    }

    Optional<Event> last() {
        return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
    }

    private Optional<Event> exact(Object key) {
        return events.stream().filter(event -> compare(event.key(), key) == 0).findFirst();
    }

    private Optional<Event> next(Object key) {
        return events.stream().filter(event -> compare(event.key(), key) > 0).findFirst();
    }

    private Optional<Event> previous(Object key) {
        Event found = null;
        for (Event event : events) {
            found = compare(event.key(), key) < 0 ? event : found;
        }
        return Optional.ofNullable(found);
    }

    Optional<Event> find(Object key, SearchMode mode) {
        return switch (mode) {
            case EXACT -> exact(key);
            case EXACT_OR_NEXT -> exact(key).or(() -> next(key));
            case NEXT -> next(key);
            case EXACT_OR_PREVIOUS -> exact(key).or(() -> previous(key));
            case PREVIOUS -> previous(key);
        };
    }

    /** The stored event at a key, or else a calculated one. */
    Optional<Event> at(Object key) {
        return at(key, between);
    }

    private Optional<Event> at(Object key, Between modes) {
        Optional<Event> stored = exact(key);
        if (stored.isPresent() || settings.isDiscrete() || events.isEmpty()) {
            return stored;
        }
        Optional<Event> before = previous(key);
        Optional<Event> after = next(key);
        if (before.isEmpty()) {
            return settings.answersBefore() ? Optional.of(modes.beside(after.orElseThrow(), key)) : Optional.empty();
        }
        if (after.isEmpty()) {
            return settings.answersAfter() ? Optional.of(modes.beside(before.get(), key)) : Optional.empty();
        }
        return Optional.of(modes.between(before.get(), key, after.get()));
    }

    /** A window, ascending. */
    List<Event> window(Stretch stretch) {
        TreeMap<BigDecimal, Event> chosen = new TreeMap<>();
        for (Event event : events) {
            int atStart = compare(event.key(), stretch.start);
            int atEnd = compare(event.key(), stretch.end);
            boolean begins = stretch.startBoundary == BoundaryType.INSIDE ? atStart > 0 : atStart >= 0;
            boolean ends = stretch.endBoundary == BoundaryType.INSIDE ? atEnd < 0 : atEnd <= 0;
            if (begins && ends) {
                chosen.put(keys.number(event.key()), event);
            }
        }
        List<Optional<Event>> more = new ArrayList<>();
        boolean onePoint = compare(stretch.start, stretch.end) == 0;
        if (stretch.startBoundary == BoundaryType.OUTSIDE) {
            more.add(previous(stretch.start));
        } else if (stretch.startBoundary == BoundaryType.EXACT_OR_CALCULATED
                && !(onePoint && stretch.endBoundary == BoundaryType.INSIDE)) {
            more.add(at(stretch.start));
        }
        if (stretch.endBoundary == BoundaryType.OUTSIDE) {
            more.add(next(stretch.end));
        } else if (stretch.endBoundary == BoundaryType.EXACT_OR_CALCULATED
                && !(onePoint && stretch.startBoundary == BoundaryType.INSIDE)) {
            more.add(at(stretch.end));
        }
        more.forEach(event -> event.ifPresent(e -> chosen.put(keys.number(e.key()), e)));
        return List.copyOf(chosen.values());
    }

    /** A range without slice, in its direction. */
    List<Event> range(Object start, BoundaryType boundary, boolean reversed) {
        List<Event> chosen = new ArrayList<>();
        for (Event event : events) {
            int order = reversed ? compare(start, event.key()) : compare(event.key(), start);
            if (order > 0 || (order == 0 && boundary != BoundaryType.INSIDE)) {
                chosen.add(event);
            }
        }
        if (reversed) {
            Collections.reverse(chosen);
        }
        Optional<Event> edge = Optional.empty();
        if (boundary == BoundaryType.OUTSIDE) {
            edge = reversed ? next(start) : previous(start);
        } else if (boundary == BoundaryType.EXACT_OR_CALCULATED && exact(start).isEmpty()) {
            edge = at(start);
        }
        edge.ifPresent(event -> chosen.add(0, event));
        return chosen;
    }

    /** The stored or calculated events at some keys. */
    List<Event> interpolatedAt(List<Object> indexes) {
        return indexes.stream().flatMap(index -> at(index).stream()).toList();
    }

    /** The same at evenly spaced keys. */
    List<Event> interpolated(Object start, Object end, int count) {
        Map<BigDecimal, Object> indexes = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            Object index = count == 1 ? start : keys.divide(start, end, i, count - 1);
            indexes.putIfAbsent(keys.number(index), index);
        }
        return interpolatedAt(List.copyOf(indexes.values()));
    }

    /** What a sample keeps of a window that was filtered already. */
    List<Event> sampled(Stretch stretch, int parts, List<String> sampleBy, List<Event> window) {
        NavigableSet<BigDecimal> kept = new TreeSet<>();
        for (int part = 0; part < parts; part++) {
            Object from = keys.divide(stretch.start, stretch.end, part, parts);
            Object to = keys.divide(stretch.start, stretch.end, part + 1, parts);
            for (String property : sampleBy) {
                List<Event> members = new ArrayList<>();
                for (Event event : window) {
                    boolean begins = part == 0 || compare(event.key(), from) > 0;
                    boolean ends = part == parts - 1 || compare(event.key(), to) <= 0;
                    if (begins && ends && event.get(property) != null) {
                        members.add(event);
                    }
                }
                keep(members, property, kept);
            }
        }
        return window.stream()
                .filter(event -> kept.contains(keys.number(event.key())))
                .toList();
    }

    private void keep(List<Event> members, String property, Set<BigDecimal> kept) {
        if (members.isEmpty()) {
            return;
        }
        Comparator<Event> byValue = (a, b) -> Numbers.exact(a.get(property)).compareTo(Numbers.exact(b.get(property)));
        List<Event> ordered = members.stream()
                .filter(event -> !Numbers.isNaN(event.get(property)))
                .sorted(byValue)
                .toList();
        List<Event> chosen = new ArrayList<>(List.of(members.get(0), members.get(members.size() - 1)));
        if (!ordered.isEmpty()) {
            Event greatest = ordered.get(ordered.size() - 1);
            chosen.add(ordered.get(0));
            // Sorting is stable, so that the earliest of equals comes first.
            chosen.add(ordered.stream()
                    .filter(event -> byValue.compare(event, greatest) == 0)
                    .findFirst()
                    .orElseThrow());
        }
        chosen.forEach(event -> kept.add(keys.number(event.key())));
    }

    /**
     * The rows of a join.
     *
     * @param streams the streams
     * @param windows of each stream the events of its window
     */
    static List<List<Event>> join(JoinMode mode, List<ReferenceReads> streams, List<List<Event>> windows) {
        Keys keys = streams.get(0).keys;
        TreeMap<BigDecimal, Event[]> rows = new TreeMap<>();
        for (int i = 0; i < windows.size(); i++) {
            for (Event event : windows.get(i)) {
                rows.computeIfAbsent(keys.number(event.key()), key -> new Event[windows.size()])[i] = event;
            }
        }
        List<List<Event>> result = new ArrayList<>();
        rows.forEach((key, row) -> {
            switch (mode) {
                case INNER -> {
                    if (!Arrays.asList(row).contains(null)) {
                        result.add(Arrays.asList(row));
                    }
                }
                case OUTER -> result.add(Arrays.asList(row));
                case INTERPOLATED -> {
                    Object at = Arrays.stream(row)
                            .filter(event -> event != null)
                            .findFirst()
                            .orElseThrow()
                            .key();
                    for (int i = 0; i < row.length; i++) {
                        if (row[i] == null) {
                            row[i] = streams.get(i).atByType(at).orElse(null);
                        }
                    }
                    result.add(Arrays.asList(row));
                }
                case MERGE_LEFT ->
                    result.add(List.of(Arrays.stream(row)
                            .filter(event -> event != null)
                            .findFirst()
                            .orElseThrow()));
                case MERGE_RIGHT -> {
                    List<Event> backwards = new ArrayList<>(Arrays.asList(row));
                    Collections.reverse(backwards);
                    result.add(List.of(backwards.stream()
                            .filter(event -> event != null)
                            .findFirst()
                            .orElseThrow()));
                }
            }
        });
        return result;
    }

    /** As {@link #at}, but by the modes of the type; extrapolation follows the stream (spec 07, section 5). */
    private Optional<Event> atByType(Object key) {
        SdsStream plain = settings.stream().withInterpolation(null).withPropertyOverrides(List.of());
        return new ReferenceReads(layout, plain, keys, events).at(key);
    }
}
