package io.seqstore.types.fulltext;

import io.seqstore.types.index.ByteMemory;
import io.seqstore.types.index.HashedStreamIndex;
import io.seqstore.types.index.OrdinalTable;
import io.seqstore.types.index.RecordHeap;
import java.util.Arrays;

/** Numbers texts, each different one once, from 0. Changed by one thread while nobody reads; read by many. */
final class TextDictionary {
    private final RecordHeap texts;
    private final OrdinalTable positions;
    private final HashedStreamIndex numbers;
    private int size;

    TextDictionary(ByteMemory memory) {
        this.texts = new RecordHeap(memory);
        this.positions = new OrdinalTable(memory);
        this.numbers = new HashedStreamIndex(memory, this::isText);
    }

    /** How many texts there are. */
    int size() {
        return size;
    }

    /** The number of a text; {@link #size} as it was before when the text is new. */
    int numberOf(FieldText text) {
        byte[] bytes = text.toBytes();
        int known = numbers.find(bytes);
        if (known != HashedStreamIndex.NONE) {
            return known;
        }
        positions.set(size, texts.add(bytes));
        numbers.put(bytes, size);
        return size++;
    }

    FieldText text(int number) {
        return FieldText.of(texts.get(positions.get(number)));
    }

    private boolean isText(int number, byte[] bytes) {
        int position = positions.get(number);
        return texts.length(position) == bytes.length && Arrays.equals(texts.get(position), bytes);
    }
}
