package io.seqstore.core.format;

import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.KeyRange;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words for bytes that are not what was written. */
public final class Damage {
    private static final String ERROR = "The store is damaged.";
    private static final String RESTORE =
            "Restore the file from a backup, or save what is right with 'seqstore repair'; everything outside the named "
                    + "range is readable.";

    private Damage() {}

    public static DamagedStoreException at(String file, long offset, String what) {
        return at(file, offset, what, null);
    }

    public static DamagedStoreException at(String file, long offset, String what, @Nullable Throwable cause) {
        return new DamagedStoreException(
                ERROR, "'" + file + "' at " + offset + ": " + what + ".", RESTORE, place(file, offset), cause);
    }

    /** Damage of a file that only repeats what others say. */
    public static DamagedStoreException ofImage(String file, long offset, String what, @Nullable Throwable cause) {
        return new DamagedStoreException(
                ERROR,
                "'" + file + "' at " + offset + ": " + what + ".",
                "Nothing is lost: the file only repeats what the catalog files say, and closing the store removes it."
                        + " Close the store, delete the file if it is still there, and open the store again.",
                place(file, offset),
                cause);
    }

    /** Damage that costs a range of keys of one stream. */
    public static DamagedStoreException ofKeys(
            String file, long offset, String what, int stream, KeyRange keys, @Nullable Throwable cause) {
        Map<String, String> place = place(file, offset);
        place.put("StreamNumber", Integer.toString(stream));
        place.put("FirstKey", Long.toString(keys.from()));
        place.put("LastKey", Long.toString(keys.to()));
        return new DamagedStoreException(
                ERROR,
                "'" + file + "' at " + offset + ": " + what + " (stream " + stream + ", keys " + keys.from() + " to "
                        + keys.to() + ").",
                RESTORE,
                place,
                cause);
    }

    /** A piece whose checksum does not fit its bytes. */
    public static DamagedStoreException checksum(String file, String piece, long offset, int stated, int found) {
        return at(
                file,
                offset,
                piece + " states checksum " + Integer.toHexString(stated) + ", its bytes have "
                        + Integer.toHexString(found));
    }

    static DamagedStoreException version(String file, int found, int known) {
        return new DamagedStoreException(
                "The store has a format that this version cannot read.",
                "'" + file + "' has format version " + found + "; this version reads " + known + ".",
                "Open it with the version of Seqstore that wrote it, or a later one.",
                place(file, 0));
    }

    private static Map<String, String> place(String file, long offset) {
        Map<String, String> place = new LinkedHashMap<>();
        place.put("File", file);
        place.put("Offset", Long.toString(offset));
        return place;
    }
}
