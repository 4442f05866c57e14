package io.seqstore.server.assets;

import io.seqstore.StreamNamespace;
import io.seqstore.query.filter.Filter;
import io.seqstore.query.filter.RowFilter;
import io.seqstore.server.problem.ProblemException;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.Query;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.search.SearchQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A listing of assets or asset types (spec 10, section 3): those that query and filters let through, in an order, a part of
 * them. Used by one thread.
 *
 * @param <T> the kind of definition
 */
final class AssetSearch<T> {
    private static final int DEFAULT_COUNT = 100;
    private static final int MAX_COUNT = 1000;
    private static final EventLayout DATES = EventLayout.of(SdsType.object("Definition")
            .key("\u0000", SdsTypeCode.INT32)
            .property("CreatedDate", SdsTypeCode.DATE_TIME)
            .property("LastModifiedDate", SdsTypeCode.DATE_TIME)
            .property("ModifiedDate", SdsTypeCode.DATE_TIME)
            .build());

    private final Query query;
    private final Function<T, Map<String, List<String>>> fields;
    private final int skip;
    private final int count;

    /**
     * A listing.
     *
     * @param fields what a search looks at, by name
     */
    AssetSearch(Query query, Function<T, Map<String, List<String>>> fields) {
        this.query = query;
        this.fields = fields;
        this.skip = query.int32("skip", 0).orElse(0);
        this.count = query.int32("count", 1).orElse(DEFAULT_COUNT);
        if (count > MAX_COUNT) {
            throw Query.wrong("count", Integer.toString(count), "1 to " + MAX_COUNT);
        }
    }

    /**
     * A part of what was found.
     *
     * @param part that part
     * @param total how many were found
     */
    record Page<T>(List<T> part, int total) {}

    /** The part that is asked for. */
    Page<Stored<T>> page(List<Stored<T>> all, Function<T, String> idOf, Function<T, String> nameOf) {
        List<Stored<T>> found = matching(dated(all));
        List<Stored<T>> ordered = found.stream().sorted(order(idOf, nameOf)).toList();
        return new Page<>(ordered.stream().skip(skip).limit(count).toList(), ordered.size());
    }

    private List<Stored<T>> matching(List<Stored<T>> all) {
        SearchQuery search = SearchQuery.parse(query.text("query").orElse(""));
        return all.stream()
                .filter(one -> search.matches(fields.apply(one.value())))
                .toList();
    }

    private List<Stored<T>> dated(List<Stored<T>> all) {
        String text = query.text("filter").orElse("");
        if (text.isBlank()) {
            return all;
        }
        RowFilter filter = Filter.parseIgnoringCase(text, DATES).rows();
        EventConverter converter = EventConverter.of(DATES);
        ColumnBatch rows = new ColumnBatch(DATES, Math.max(1, all.size()));
        for (Stored<T> one : all) {
            converter.append(
                    Event.of(
                            DATES,
                            Map.of(
                                    "\u0000", rows.count(),
                                    "CreatedDate", one.created(),
                                    "LastModifiedDate", one.modified(),
                                    "ModifiedDate", one.modified())),
                    rows);
        }
        filter.decide(rows, 0, rows.count());
        List<Stored<T>> passing = new ArrayList<>();
        for (int row = 0; row < rows.count(); row++) {
            if (filter.passes(row)) {
                passing.add(all.get(row));
            }
        }
        return passing;
    }

    private Comparator<Stored<T>> order(Function<T, String> idOf, Function<T, String> nameOf) {
        Comparator<Stored<T>> byId = Comparator.comparing(one -> idOf.apply(one.value()));
        String[] words = query.text("orderBy")
                .orElse("id")
                .strip()
                .toLowerCase(Locale.ROOT)
                .split("\\s+", -1);
        boolean descending = words.length == 2 && words[1].equals("desc");
        boolean understood = words.length == 1 || descending || (words.length == 2 && words[1].equals("asc"));
        if (!understood || !(words[0].equals("id") || words[0].equals("name"))) {
            throw Query.wrong("orderBy", String.join(" ", words), "id or name, alone or followed by asc or desc");
        }
        Comparator<Stored<T>> wanted =
                words[0].equals("id") ? byId : Comparator.comparing(one -> nameOf.apply(one.value()));
        return (descending ? wanted.reversed() : wanted).thenComparing(byId);
    }

    /** What a search of assets looks at. */
    static Map<String, List<String>> fields(Asset asset, @Nullable AssetType type) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put("Id", List.of(asset.id()));
        fields.put("Name", List.of(asset.name()));
        fields.put("Description", present(asset.description()));
        fields.put("AssetTypeId", present(asset.assetTypeId()));
        fields.put("AssetTypeName", present(type == null ? null : type.name()));
        fields.put("Tags", asset.tags());
        putMetadata(asset.metadata(), fields);
        fields.put(
                "StreamReferenceName",
                asset.references().stream().map(StreamReference::name).toList());
        StatusMapping status = asset.status();
        fields.put("StreamPropertyId", present(status == null ? null : status.streamPropertyId()));
        return fields;
    }

    /** What a search of asset types looks at. */
    static Map<String, List<String>> fields(AssetType type) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put("Id", List.of(type.id()));
        fields.put("Name", List.of(type.name()));
        fields.put("Description", present(type.description()));
        putMetadata(type.metadata(), fields);
        fields.put(
                "StreamReferenceName",
                type.references().stream().map(TypeReference::name).toList());
        return fields;
    }

    private static void putMetadata(List<MetadataItem> items, Map<String, List<String>> fields) {
        fields.put("Metadata/Name", items.stream().map(MetadataItem::name).toList());
        fields.put(
                "Metadata/Description",
                items.stream()
                        .map(MetadataItem::description)
                        .filter(Objects::nonNull)
                        .toList());
        fields.put(
                "Metadata/Value",
                items.stream()
                        .map(MetadataItem::value)
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .toList());
    }

    private static List<String> present(@Nullable String text) {
        return text == null ? List.of() : List.of(text);
    }

    /** Whether an asset passes all parameters of the kind {@code filter[name]=value}; texts compare ignoring case. */
    static boolean passesNamedFilters(Query query, ResolvedAsset asset, StreamNamespace namespace) {
        for (String parameter : query.names()) {
            if (parameter.startsWith("filter[") && parameter.endsWith("]")) {
                String name = parameter.substring("filter[".length(), parameter.length() - 1);
                for (String value : query.all(parameter)) {
                    if (!passes(name, unescaped(value), asset, namespace)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean passes(String name, String value, ResolvedAsset asset, StreamNamespace namespace) {
        if (name.equalsIgnoreCase("assettypename")) {
            AssetType type = asset.assetType();
            return type != null && type.name().equalsIgnoreCase(value);
        }
        if (name.equalsIgnoreCase("status")) {
            try {
                return AssetStatus.of(asset, namespace).status().sdsName().equalsIgnoreCase(value);
            } catch (ProblemException e) {
                return value.equalsIgnoreCase(StatusMapping.Status.UNKNOWN.sdsName());
            }
        }
        return asset.metadata().stream()
                .anyMatch(item -> item.name().equalsIgnoreCase(name)
                        && item.value() != null
                        && String.valueOf(item.value()).equalsIgnoreCase(value));
    }

    /** Without the quotes around it; {@code \"} and {@code \\} are one character. */
    private static String unescaped(String value) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                if (i + 1 == value.length() || "\"\\".indexOf(value.charAt(i + 1)) < 0) {
                    throw Problems.invalid("A backslash in a filter is followed by '\"' or a backslash.");
                }
                plain.append(value.charAt(++i));
            } else if (c != '"') {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
