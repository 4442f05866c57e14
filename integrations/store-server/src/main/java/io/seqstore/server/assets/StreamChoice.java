package io.seqstore.server.assets;

import io.seqstore.server.request.Query;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which references of an asset a data call is about (spec 10, section 2.1).
 *
 * @param references those that were named, in the order of the asset; all when none was named
 * @param unknown what was named and is no reference
 */
record StreamChoice(List<StreamReference> references, List<String> unknown) {
    private static final String AGAIN = "stream=";

    static StreamChoice of(Asset asset, Query query) {
        Set<StreamReference> chosen = new LinkedHashSet<>();
        Set<String> unknown = new LinkedHashSet<>();
        boolean isNamed = false;
        for (String value : query.all("stream")) {
            Optional<StreamReference> whole = asset.reference(value);
            List<String> parts = whole.isPresent() ? List.of(value) : parts(value);
            for (String part : parts) {
                isNamed = true;
                asset.reference(part).ifPresentOrElse(chosen::add, () -> unknown.add(part));
            }
        }
        List<StreamReference> inOrder = new ArrayList<>(asset.references());
        if (isNamed) {
            inOrder.retainAll(chosen);
        }
        return new StreamChoice(inOrder, List.copyOf(unknown));
    }

    /** The parts between commas; a backslash keeps a comma or a backslash. */
    private static List<String> parts(String value) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean isFirst = true;
        for (int i = 0; i <= value.length(); i++) {
            char c = i < value.length() ? value.charAt(i) : ',';
            boolean isEscape = c == '\\' && i + 1 < value.length() && ",\\".indexOf(value.charAt(i + 1)) >= 0;
            if (isEscape) {
                part.append(value.charAt(++i));
            } else if (c == ',') {
                String name = part.toString().strip();
                boolean again = !isFirst && name.regionMatches(true, 0, AGAIN, 0, AGAIN.length());
                String plain = again ? name.substring(AGAIN.length()).strip() : name;
                if (!plain.isEmpty()) {
                    parts.add(plain);
                }
                isFirst = false;
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        return parts;
    }
}
