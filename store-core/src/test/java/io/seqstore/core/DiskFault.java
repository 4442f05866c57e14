package io.seqstore.core;

import io.seqstore.core.file.DiskErrors;
import io.seqstore.types.UnavailableException;

/**
 * Calls of a disk that fail.
 *
 * @param kind how they fail
 * @param first the first of them, counted from 1
 * @param times how many in a row
 * @param countsReads whether calls that change nothing count and fail, too
 */
record DiskFault(Kind kind, long first, long times, boolean countsReads) {
    static final long FOR_EVER = Long.MAX_VALUE;

    /** Writes that fail in part do nothing, a quarter, a half, three quarters or all of their work in turn. */
    private static final int SHARES = 5;

    /** What happens to a call that fails. */
    enum Kind {
        /** EIO, and nothing was done. */
        INPUT_OUTPUT,
        /** ENOSPC; of a write a part was done. Deleting needs no space. */
        NO_SPACE,
        /** EIO after a write was done in part, or even wholly. */
        SHORT_WRITE,
        /** EACCES: names cannot be changed; files that are open can be written. */
        NO_PERMISSION
    }

    static DiskFault ofOperations(long first, long times) {
        return new DiskFault(Kind.INPUT_OUTPUT, first, times, false);
    }

    /** Every operation from now on. */
    static DiskFault forEver(Kind kind) {
        return new DiskFault(kind, 1, FOR_EVER, false);
    }

    boolean hits(DiskCall call, long calls, long operations) {
        long number = countsReads ? calls : operations;
        boolean isRead = call == DiskCall.LIST || call == DiskCall.OPEN || call == DiskCall.READ;
        return number >= first
                && number - first < times
                && (countsReads || !isRead)
                && switch (kind) {
                    case INPUT_OUTPUT, SHORT_WRITE -> true;
                    case NO_SPACE -> !isRead && call != DiskCall.DELETE;
                    case NO_PERMISSION -> call == DiskCall.CREATE || call == DiskCall.RENAME || call == DiskCall.DELETE;
                };
    }

    /** How much of the call is done all the same. */
    double share(DiskCall call, long number) {
        boolean inPart = kind == Kind.NO_SPACE || kind == Kind.SHORT_WRITE;
        return inPart && call == DiskCall.WRITE ? number % SHARES / (SHARES - 1.0) : 0;
    }

    /** Whether a short write that is the call of this number does all of its work. */
    static boolean isDoneWholly(long number) {
        return number % SHARES == SHARES - 1;
    }

    UnavailableException error(DiskCall call, String name) {
        return switch (kind) {
            case INPUT_OUTPUT, SHORT_WRITE -> DiskErrors.inputOutput(call.words(), name);
            case NO_SPACE -> DiskErrors.noSpace(call.words(), name);
            case NO_PERMISSION -> DiskErrors.noPermission(call.words(), name);
        };
    }
}
