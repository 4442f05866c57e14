package io.seqstore.types.registry;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.unit.SdsUom;
import io.seqstore.types.unit.SdsUomQuantity;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields by which a kind of object can be listed (spec 02, section 8): ordinal on upper-cased text, absent as "", equal
 * values by ascending id.
 *
 * @param <T> the kind of object
 */
public final class Sortable<T> {
    /** Types: id, name, description. */
    public static final Sortable<SdsType> TYPES =
            new Sortable<>("types", SdsType::id).with("name", SdsType::name).with("description", SdsType::description);

    /** Streams: id, name, description, typeid. */
    public static final Sortable<SdsStream> STREAMS = new Sortable<>("streams", SdsStream::id)
            .with("name", SdsStream::name)
            .with("description", SdsStream::description)
            .with("typeid", SdsStream::typeId);

    /** Stream views: id, name, description, sourcetypeid, targettypeid. */
    public static final Sortable<SdsStreamView> STREAM_VIEWS = new Sortable<>("stream views", SdsStreamView::id)
            .with("name", SdsStreamView::name)
            .with("description", SdsStreamView::description)
            .with("sourcetypeid", SdsStreamView::sourceTypeId)
            .with("targettypeid", SdsStreamView::targetTypeId);

    /** Units: id, name, abbreviation, displayname, quantityid. */
    public static final Sortable<SdsUom> UNITS = new Sortable<>("units", SdsUom::id)
            .with("name", SdsUom::name)
            .with("abbreviation", SdsUom::abbreviation)
            .with("displayname", SdsUom::displayName)
            .with("quantityid", SdsUom::quantityId);

    /** Quantities: id, name. */
    public static final Sortable<SdsUomQuantity> QUANTITIES =
            new Sortable<>("quantities", SdsUomQuantity::id).with("name", SdsUomQuantity::name);

    private final String kind;
    private final Comparator<T> byId;
    private final Map<String, Function<T, @Nullable String>> fields = new LinkedHashMap<>();

    Sortable(String kind, Function<T, @Nullable String> id) {
        this.kind = kind;
        this.byId = (a, b) -> IdOrder.INSTANCE.compare(text(id, a), text(id, b));
        fields.put("id", id);
    }

    Sortable<T> with(String field, Function<T, @Nullable String> value) {
        fields.put(field, value);
        return this;
    }

    /**
     * The order that a text asks for.
     *
     * @param orderBy {@code field}, {@code field asc} or {@code field desc}, ignoring case
     * @throws InvalidRequestException when the text names no sortable field or says more than that
     */
    public Comparator<T> order(String orderBy) {
        String[] words = orderBy.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
        Function<T, @Nullable String> field = fields.get(words[0]);
        boolean descending = words.length == 2 && words[1].equals("desc");
        boolean understood = words.length == 1 || descending || (words.length == 2 && words[1].equals("asc"));
        if (field == null || !understood) {
            throw new InvalidRequestException(
                    "The orderby '" + orderBy + "' is not understood for " + kind + "; expected one of "
                            + String.join(", ", fields.keySet()) + ", alone or followed by asc or desc.",
                    Map.of("orderby", orderBy));
        }
        Comparator<T> byValue = (a, b) -> IdOrder.INSTANCE.compare(text(field, a), text(field, b));
        return (descending ? byValue.reversed() : byValue).thenComparing(byId);
    }

    private static <T> String text(Function<T, @Nullable String> field, T object) {
        String value = field.apply(object);
        return value == null ? "" : value;
    }
}
