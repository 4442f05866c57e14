package io.seqstore.core.file;

/**
 * Makes the JVM throw the {@link InternalError} of a failed load of a mapping now. Compiled code goes on behind such a load
 * with junk (JDK 17: for any time; later: up to the next poll), and the error comes with some later call into the JVM, far
 * from whoever read. An array whose dimensions nobody knows beforehand is such a call, and a short one.
 */
final class DueErrors {
    /** Not a constant: the compilers would do without the call. */
    private static volatile int none;

    private DueErrors() {}

    /**
     * Throws what is due in this thread.
     *
     * @return nothing of value; returned so that it is not optimised away
     */
    static Object raise() {
        int length = none;
        return new byte[length][length];
    }
}
