package io.seqstore.bench.data;

/** A sine with a period of one day, second by second, by turning a pointer: a sine costs more than all else of an event. */
final class DailySwing {
    private static final int SECONDS_A_DAY = 86_400;
    private static final double AMPLITUDE = 5.0;
    private static final double COS_OF_TURN = StrictMath.cos(2 * Math.PI / SECONDS_A_DAY);
    private static final double SIN_OF_TURN = StrictMath.sin(2 * Math.PI / SECONDS_A_DAY);

    private double cos = AMPLITUDE;
    private double sin;
    private int second;

    double now() {
        return sin;
    }

    void tick() {
        second++;
        if (second == SECONDS_A_DAY) {
            // Starts anew every day, so that rounding does not add up.
            second = 0;
            cos = AMPLITUDE;
            sin = 0;
            return;
        }
        double turned = cos * COS_OF_TURN - sin * SIN_OF_TURN;
        sin = sin * COS_OF_TURN + cos * SIN_OF_TURN;
        cos = turned;
    }
}
