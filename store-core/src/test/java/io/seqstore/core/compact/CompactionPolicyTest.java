package io.seqstore.core.compact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.core.codec.Packing;
import io.seqstore.core.compact.CompactionPolicy.Run;
import io.seqstore.core.compact.CompactionPolicy.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which neighbours are merged, by what they hold. */
class CompactionPolicyTest {
    private static final long MEBIBYTE = 1 << 20;
    private static final Size FLUSHED = new Size(11 * MEBIBYTE, 1_000_000, Packing.HOT);

    private static List<Size> sizes(int count, Size size) {
        return new ArrayList<>(Collections.nCopies(count, size));
    }

    @Test
    void sixOfAKindAreMergedAndFiveAreNot() {
        assertEquals(Optional.empty(), CompactionPolicy.choose(sizes(5, FLUSHED)));
        assertEquals(Optional.of(new Run(0, 6)), CompactionPolicy.choose(sizes(6, FLUSHED)));
    }

    @Test
    void whatWasMergedIsNotMergedAgainWithNewcomersHoweverShortItBecame() {
        // Six times ten events of each of 100,000 streams: heads are most of the bytes, and are written once instead of
        // six times.
        Size merged = new Size(18 * MEBIBYTE, 6_000_000, Packing.HOT);
        List<Size> sizes = sizes(1, merged);
        sizes.addAll(sizes(5, FLUSHED));
        assertEquals(Optional.empty(), CompactionPolicy.choose(sizes));
        sizes.add(FLUSHED);
        assertEquals(Optional.of(new Run(1, 7)), CompactionPolicy.choose(sizes));
    }

    @Test
    void eventsThatAreLongCountByTheirBytes() {
        List<Size> sizes = sizes(1, new Size(100 * MEBIBYTE, 1_000, Packing.HOT));
        sizes.addAll(sizes(6, new Size(10 * MEBIBYTE, 1_000, Packing.HOT)));
        assertEquals(Optional.of(new Run(1, 7)), CompactionPolicy.choose(sizes));
    }

    @Test
    void whatIsColdIsMergedWithWhatIsColdAlone() {
        Size cold = new Size(11 * MEBIBYTE, 1_000_000, Packing.COLD);
        List<Size> sizes = sizes(3, cold);
        sizes.addAll(sizes(5, FLUSHED));
        assertEquals(Optional.empty(), CompactionPolicy.choose(sizes));
        sizes.add(FLUSHED);
        assertEquals(Optional.of(new Run(3, 9)), CompactionPolicy.choose(sizes));
        assertEquals(Optional.of(new Run(0, 6)), CompactionPolicy.choose(sizes(6, cold)));
    }

    @Test
    void nothingLongerThanTheLimitIsMade() {
        assertEquals(Optional.empty(), CompactionPolicy.choose(sizes(6, new Size(200 * MEBIBYTE, 1_000, Packing.HOT))));
        assertEquals(Optional.empty(), CompactionPolicy.choose(sizes(6, new Size(1L << 50, 1_000, Packing.HOT))));
    }
}
