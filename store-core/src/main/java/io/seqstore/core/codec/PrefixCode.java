package io.seqstore.core.codec;

import java.util.Arrays;

/**
 * A canonical prefix code (Huffman, 1952): symbols that come often take few bits. Only the length of each symbol's code has to be
 * known: codes of one length are consecutive numbers in the order of their symbols, shorter ones come first. Codes are
 * written and looked up least significant bit first, so that they are reversed here.
 */
final class PrefixCode {
    /** No code is longer, so that a table of all beginnings stays in the nearest cache. */
    static final int MOST_BITS = 10;

    private PrefixCode() {}

    /** The length of each symbol's code, 0 for those that do not come; the shortest sum of bits that the limit allows, nearly. */
    static int[] lengths(int[] frequencies) {
        int[] weights = frequencies.clone();
        int[] lengths = unlimitedLengths(weights);
        while (Arrays.stream(lengths).max().orElse(0) > MOST_BITS) {
            // The rarest symbols gain on the others until their codes are short enough.
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (weights[i] + 1) >>> 1;
            }
            lengths = unlimitedLengths(weights);
        }
        return lengths;
    }

    /** By the method of two queues: leaves by weight, and inner nodes, which are made in the order of their weights. */
    private static int[] unlimitedLengths(int[] weights) {
        long[] leaves = new long[weights.length];
        int count = 0;
        for (int symbol = 0; symbol < weights.length; symbol++) {
            if (weights[symbol] > 0) {
                leaves[count++] = ((long) weights[symbol] << Integer.SIZE) | symbol;
            }
        }
        Arrays.sort(leaves, 0, count);
        int[] lengths = new int[weights.length];
        if (count == 1) {
            lengths[(int) leaves[0]] = 1;
            return lengths;
        }
        int nodes = Math.max(0, 2 * count - 1);
        long[] weightOf = new long[nodes];
        int[] parent = new int[nodes];
        for (int i = 0; i < count; i++) {
            weightOf[i] = leaves[i] >>> Integer.SIZE;
        }
        int leaf = 0;
        int inner = count;
        for (int made = count; made < nodes; made++) {
            for (int child = 0; child < 2; child++) {
                boolean takesLeaf = leaf < count && (inner == made || weightOf[leaf] <= weightOf[inner]);
                int taken = takesLeaf ? leaf++ : inner++;
                weightOf[made] += weightOf[taken];
                parent[taken] = made;
            }
        }
        int[] depth = new int[nodes];
        for (int node = nodes - 2; node >= 0; node--) {
            depth[node] = depth[parent[node]] + 1;
            if (node < count) {
                lengths[(int) leaves[node]] = depth[node];
            }
        }
        return lengths;
    }

    /**
     * Finds the first code of each length.
     *
     * @param first receives them; has room for {@code MOST_BITS + 1}
     * @throws MalformedBytesException when there are more codes than fit
     */
    static void firstCodes(int[] lengths, int symbols, int[] first) {
        Arrays.fill(first, 0);
        for (int i = 0; i < symbols; i++) {
            first[lengths[i]]++;
        }
        int code = 0;
        for (int length = 1; length <= MOST_BITS; length++) {
            int end = code + first[length];
            if (end > 1 << length) {
                throw new MalformedBytesException("too many codes of " + length + " bits");
            }
            first[length] = code;
            code = end << 1;
        }
    }

    /** A code as it is written. */
    static int reversed(int code, int length) {
        return Integer.reverse(code) >>> (Integer.SIZE - length);
    }
}
