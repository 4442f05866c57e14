package io.seqstore.server.problem;

/** Ends the handling of a request with an error answer. Carries no stack trace: it is no failure of the program. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Ends a request with this answer. */
    public ProblemException(Problem problem) {
        super(problem.error() + " " + problem.reason(), null, false, false);
        this.problem = problem;
    }

    /** The answer. */
    public Problem problem() {
        return problem;
    }
}
