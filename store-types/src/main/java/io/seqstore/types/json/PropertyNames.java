package io.seqstore.types.json;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which property each member of a JSON object stands for. Names match ignoring case, but where both an exact and a
 * different spelling are present, the exact one wins (spec 06, 1.1). Used for one object at a time; {@link #reset} begins
 * the next.
 */
final class PropertyNames {
    private final List<String> ids;
    private final Map<String, Integer> positions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final BitSet seen = new BitSet();
    private final BitSet seenExactly = new BitSet();

    /** Where the next member is looked for first, since most objects have their members in the order of the type. */
    private int expected;

    PropertyNames(List<String> ids) {
        this.ids = ids;
        for (int i = 0; i < ids.size(); i++) {
            positions.put(ids.get(i), i);
        }
    }

    void reset() {
        seen.clear();
        seenExactly.clear();
        expected = 0;
    }

    /** The position of the property whose value the member with this name is, or -1 when the member is to be skipped. */
    int accept(String name) {
        if (expected < ids.size() && ids.get(expected).equals(name)) {
            return note(expected, true);
        }
        int position = positions.getOrDefault(name, -1);
        if (position < 0) {
            return -1;
        }
        boolean exact = ids.get(position).equals(name);
        return !exact && seenExactly.get(position) ? -1 : note(position, exact);
    }

    private int note(int position, boolean exact) {
        seen.set(position);
        seenExactly.set(position, exact);
        expected = position + 1;
        return position;
    }

    /** Whether a member stood for this property since the last {@link #reset}. */
    boolean hasSeen(int position) {
        return seen.get(position);
    }
}
