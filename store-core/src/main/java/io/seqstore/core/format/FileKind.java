package io.seqstore.core.format;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a file of a store holds. The id stands in its header; ids are never reused. */
public enum FileKind {
    LOG(1, "log"),
    SEGMENT(2, "seg"),
    CATALOG(3, "cat"),
    MANIFEST(4, "manifest");

    /** Ending of a file that is still being written and has not got its name yet. */
    public static final String UNFINISHED = ".tmp";

    /** The greatest number of a file: its name has ten digits. */
    public static final long MAX_NUMBER = 9_999_999_999L;

    private static final Pattern NAME = Pattern.compile("([0-9]{10})\\.(log|seg|cat|manifest)");

    private final int id;
    private final String ending;

    FileKind(int id, String ending) {
        this.id = id;
        this.ending = ending;
    }

    int id() {
        return id;
    }

    /** The name of the file of this kind with this number. */
    public String fileName(long number) {
        return String.format(Locale.ROOT, "%010d.%s", number, ending);
    }

    /** The number in a file name of this kind; empty for any other name. */
    public Optional<Long> numberIn(String fileName) {
        Matcher matcher = NAME.matcher(fileName);
        return matcher.matches() && ending.equals(matcher.group(2))
                ? Optional.of(Long.parseLong(matcher.group(1)))
                : Optional.empty();
    }

    /** Whether a file can have this number. */
    public static boolean isNumber(long number) {
        return number > 0 && number <= MAX_NUMBER;
    }

    /** Whether a store may have made a file of this name. */
    public static boolean isStoreFile(String fileName) {
        String finished = fileName.endsWith(UNFINISHED)
                ? fileName.substring(0, fileName.length() - UNFINISHED.length())
                : fileName;
        return NAME.matcher(finished).matches();
    }
}
