package io.seqstore.core.format;

import java.util.Optional;

/** What a file of a store holds. The id stands in its header; ids are never reused. */
public enum FileKind {
    LOG(1, "log"),
    SEGMENT(2, "seg"),
    CATALOG(3, "cat"),
    MANIFEST(4, "manifest"),
    /** Has the number of the last of the catalog files whose content it repeats. */
    IMAGE(5, "img");

    /** Ending of a file that is still being written and has not got its name yet. */
    public static final String UNFINISHED = ".tmp";

    /** The greatest number of a file: its name has ten digits. */
    public static final long MAX_NUMBER = 9_999_999_999L;

    private static final int DIGITS = 10;
    private static final int DECIMAL = 10;
    private static final FileKind[] KINDS = values();

    private final int id;
    private final String ending;

    FileKind(int id, String ending) {
        this.id = id;
        this.ending = ending;
    }

    int id() {
        return id;
    }

    /** The name of the file of this kind with this number: ten digits and an ending. */
    public String fileName(long number) {
        // No formatter and no pattern here: a store that is opened first in its process would wait for all their
        // classes.
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits + '.' + ending;
    }

    /** The number in a file name of this kind; empty for any other name. */
    public Optional<Long> numberIn(String fileName) {
        return isName(fileName) ? Optional.of(Long.parseLong(fileName, 0, DIGITS, DECIMAL)) : Optional.empty();
    }

    private boolean isName(String fileName) {
        if (fileName.length() != DIGITS + 1 + ending.length()
                || fileName.charAt(DIGITS) != '.'
                || !fileName.endsWith(ending)) {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            char digit = fileName.charAt(i);
            if (digit < '0' || digit > '9') {
                return false;
            }
        }
        return true;
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
        for (FileKind kind : KINDS) {
            if (kind.isName(finished)) {
                return true;
            }
        }
        return false;
    }
}
