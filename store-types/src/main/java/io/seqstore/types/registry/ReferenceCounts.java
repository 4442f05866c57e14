package io.seqstore.types.registry;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many distinct objects refer directly to a type (spec 02, section 5). The three numbers are of one moment.
 *
 * @param streams streams of the type
 * @param streamViews stream views that name it as source or target
 * @param types types that extend it or use it in a property or generic argument
 */
public record ReferenceCounts(int streams, int streamViews, int types) {
    /** Whether nothing refers to the type, so that it may be deleted. */
    public boolean isUnreferenced() {
        return streams == 0 && streamViews == 0 && types == 0;
    }

    /** The counts under the names they have on the wire: SdsStream, SdsStreamView, SdsType; always all three. */
    public Map<String, Integer> byKind() {
        Map<String, Integer> byKind = new LinkedHashMap<>();
        byKind.put("SdsStream", streams);
        byKind.put("SdsStreamView", streamViews);
        byKind.put("SdsType", types);
        return byKind;
    }
}
