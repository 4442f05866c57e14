package io.seqstore.types.value;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A value of type code Version: two to four parts (spec 01, 5.1). Absent parts are -1, as in the original. Versions compare
 * part by part; an absent part is less than any other.
 *
 * @param major first part, 0..2147483647
 * @param minor second part, 0..2147483647
 * @param build third part, or -1 when absent
 * @param revision fourth part, or -1 when absent; absent whenever the third is
 */
public record SdsVersion(int major, int minor, int build, int revision) implements Comparable<SdsVersion> {
    private static final int ABSENT = -1;
    private static final Pattern FORM = Pattern.compile("[0-9]{1,10}(\\.[0-9]{1,10}){1,3}");
    private static final Comparator<SdsVersion> ORDER = Comparator.comparingInt(SdsVersion::major)
            .thenComparingInt(SdsVersion::minor)
            .thenComparingInt(SdsVersion::build)
            .thenComparingInt(SdsVersion::revision);

    public SdsVersion {
        if (major < 0 || minor < 0 || build < ABSENT || revision < ABSENT || (build == ABSENT && revision != ABSENT)) {
            throw new IllegalArgumentException("A version has two to four parts of 0..2147483647, found " + major + "."
                    + minor + "." + build + "." + revision);
        }
    }

    /** A version of two parts. */
    public static SdsVersion of(int major, int minor) {
        return new SdsVersion(major, minor, ABSENT, ABSENT);
    }

    /** A version of three parts. */
    public static SdsVersion of(int major, int minor, int build) {
        return new SdsVersion(major, minor, build, ABSENT);
    }

    /**
     * Reads the form {@code a.b}, {@code a.b.c} or {@code a.b.c.d}.
     *
     * @throws IllegalArgumentException when the text has another form or a part exceeds 2147483647
     */
    public static SdsVersion parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("expected a.b, a.b.c or a.b.c.d");
        }
        String[] parts = text.split("\\.", -1);
        return new SdsVersion(part(parts, 0), part(parts, 1), part(parts, 2), part(parts, 3));
    }

    private static int part(String[] parts, int index) {
        if (index >= parts.length) {
            return ABSENT;
        }
        long value = Long.parseLong(parts[index]);
        if (value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("expected parts of 0..2147483647");
        }
        return (int) value;
    }

    @Override
    public int compareTo(SdsVersion other) {
        return ORDER.compare(this, other);
    }

    /** The form {@code a.b}, {@code a.b.c} or {@code a.b.c.d}. */
    @Override
    public String toString() {
        String text = major + "." + minor;
        if (build != ABSENT) {
            text += "." + build;
        }
        return revision == ABSENT ? text : text + "." + revision;
    }
}
