package io.seqstore.types.unit;

import io.seqstore.types.schema.IdRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The built-in units and quantities (spec 05, section 7): the same in every namespace, never changed. */
public final class Units {
    private static final Map<String, SdsUom> BY_ID = new LinkedHashMap<>();
    private static final Map<String, SdsUom> BY_NAME = new LinkedHashMap<>();
    private static final Map<String, SdsUom> BY_ABBREVIATION = new LinkedHashMap<>();
    private static final Map<String, SdsUomQuantity> QUANTITIES = new LinkedHashMap<>();

    static {
        for (String[] cells : table("units.tsv")) {
            SdsUom unit = new SdsUom(cells[0], cells[1], cells[2], Ratio.parse(cells[3]), Ratio.parse(cells[4]));
            BY_ID.put(IdRule.fold(unit.id()), unit);
            BY_NAME.put(unit.name(), unit);
            BY_ABBREVIATION.putIfAbsent(withoutLookAlikes(unit.abbreviation()), unit);
        }
        for (String[] cells : table("quantities.tsv")) {
            SdsUom base = Objects.requireNonNull(BY_ID.get(IdRule.fold(cells[1])), cells[1]);
            List<Integer> dimensions =
                    Arrays.stream(cells[2].split(",")).map(Integer::valueOf).toList();
            QUANTITIES.put(IdRule.fold(cells[0]), new SdsUomQuantity(cells[0], base, dimensions));
        }
    }

    private Units() {}

    /** All units in the order of the catalogue. */
    public static List<SdsUom> all() {
        return List.copyOf(BY_ID.values());
    }

    /** All quantities in the order of the catalogue. */
    public static List<SdsUomQuantity> quantities() {
        return List.copyOf(QUANTITIES.values());
    }

    /** The unit with this id, ignoring case. */
    public static Optional<SdsUom> find(String uomId) {
        return Optional.ofNullable(BY_ID.get(IdRule.fold(uomId)));
    }

    /** The quantity with this id, ignoring case. */
    public static Optional<SdsUomQuantity> findQuantity(String quantityId) {
        return Optional.ofNullable(QUANTITIES.get(IdRule.fold(quantityId)));
    }

    /** The units of a quantity in the order of the catalogue; empty when there is no such quantity. */
    public static List<SdsUom> ofQuantity(String quantityId) {
        return all().stream()
                .filter(unit -> unit.quantityId().equalsIgnoreCase(quantityId))
                .toList();
    }

    /**
     * The unit that a text in a definition or request means (spec 05, 5.1): the one with this id ignoring case, else with
     * this name, else with this abbreviation, both in their exact case.
     */
    public static Optional<SdsUom> resolve(String text) {
        return find(text)
                .or(() -> Optional.ofNullable(BY_NAME.get(text)))
                .or(() -> Optional.ofNullable(BY_ABBREVIATION.get(withoutLookAlikes(text))));
    }

    /** Whether a text means a unit. */
    public static boolean isKnown(String text) {
        return resolve(text).isPresent();
    }

    /** Micro sign and Greek mu look the same, and so do ohm sign and Greek omega; keyboards give either. */
    private static String withoutLookAlikes(String abbreviation) {
        return abbreviation.replace('\u00B5', '\u03BC').replace('\u2126', '\u03A9');
    }

    private static List<String[]> table(String resource) {
        try (InputStream in = Units.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the table " + resource + " is missing from the jar");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
