package io.seqstore.core.verify;

import io.seqstore.core.catalog.Catalog;
import io.seqstore.core.segment.SegmentDamage;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.registry.Namespace;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.StreamEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects damage, and names streams and keys as users know them. */
final class DamageList {
    private final Catalog catalog;
    private final List<FoundDamage> found = new ArrayList<>();

    DamageList(Catalog catalog) {
        this.catalog = catalog;
    }

    List<FoundDamage> found() {
        return List.copyOf(found);
    }

    void add(String file, long offset, String what) {
        found.add(new FoundDamage(file, offset, what, null, null, null, SegmentDamage.UNKNOWN));
    }

    /** Damage outside of segments. */
    void add(DamagedStoreException damage) {
        String file = damage.parameters().getOrDefault("File", "");
        String offset = damage.parameters().getOrDefault("Offset", "0");
        add(file, Long.parseLong(offset), damage.reason());
    }

    /** Damage in a segment. */
    void add(SegmentDamage damage) {
        String stream = damage.ordinal() < 0 ? null : nameOf(damage.ordinal());
        KeyRange keys = damage.keys();
        found.add(new FoundDamage(
                damage.file(),
                damage.offset(),
                damage.what(),
                stream,
                keys == null ? null : text(damage.ordinal(), keys.from(), keys.lowest()),
                keys == null ? null : text(damage.ordinal(), keys.to(), keys.highest()),
                damage.lostEvents()));
    }

    private String nameOf(int ordinal) {
        Registry registry = catalog.registry();
        Optional<StreamEntry> entry = registry.findStream(ordinal);
        for (Namespace namespace : registry.namespaces().list()) {
            Optional<StreamEntry> there = entry.flatMap(
                    known -> registry.findStream(namespace.id(), known.stream().id()));
            if (there.filter(one -> one.ordinal() == ordinal).isPresent()) {
                return namespace.id() + "/" + there.get().stream().id();
            }
        }
        return "number " + ordinal;
    }

    /** A key as text, or as bits where it is none; of longer keys a segment's directory holds the first eight bytes only. */
    private String text(int ordinal, long head, @Nullable EventKey whole) {
        String bits = String.format(Locale.ROOT, "%016x...", head ^ Long.MIN_VALUE);
        try {
            return catalog.layout(ordinal)
                    .filter(layout -> whole != null || !layout.hasKeyTail())
                    .map(layout -> EventConverter.of(layout).keyText(whole == null ? EventKey.of(head) : whole))
                    .orElse(bits);
        } catch (DamagedStoreException noKey) {
            return bits;
        }
    }
}
