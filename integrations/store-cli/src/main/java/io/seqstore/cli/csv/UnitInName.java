package io.seqstore.cli.csv;

import io.seqstore.types.unit.SdsUom;
import io.seqstore.types.unit.Units;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unit that people write behind the name of a column: {@code Temperature [deg C]}, {@code Speed (m/s)}.
 *
 * @param rest the name without it
 * @param unit its abbreviation, if the catalogue has it
 */
record UnitInName(String rest, Optional<String> unit) {
    private static final Pattern BRACKETS = Pattern.compile("(.*\\S)\\s*(?:\\[([^\\[\\]]+)]|\\(([^()]+)\\))");

    /** Coulomb and farad in the catalogue, degrees in most files. */
    private static final Set<String> AMBIGUOUS = Set.of("C", "F");

    static UnitInName of(String name) {
        Matcher matcher = BRACKETS.matcher(name);
        if (!matcher.matches()) {
            return new UnitInName(name, Optional.empty());
        }
        if (matcher.group(2) != null) {
            return new UnitInName(matcher.group(1), known(matcher.group(2)));
        }
        // What stands in round brackets is a unit only if it cannot be a word: (min) is the smallest, not the minute.
        boolean isWord = matcher.group(3).chars().allMatch(Character::isLetter);
        Optional<String> unit = isWord ? Optional.empty() : known(matcher.group(3));
        return new UnitInName(unit.isPresent() ? matcher.group(1) : name, unit);
    }

    private static Optional<String> known(String text) {
        String unit = text.strip().replace("^", "").replaceFirst("^deg(?:rees?)? ?(?=[CF]$)", "\u00B0");
        return AMBIGUOUS.contains(unit) ? Optional.empty() : Units.resolve(unit).map(SdsUom::abbreviation);
    }
}
