package io.seqstore.types.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.types.JsonTree;
import io.seqstore.types.JsonTree.Vector;
import io.seqstore.types.schema.PrimitiveTypeIds.Generation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PrimitiveTypeIdsTest {
    static List<Vector> vectors() {
        return JsonTree.vectors("type-ids.json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void reproducesTheDocumentedIds(Vector vector) {
        Generation generation = Generation.valueOf((String) vector.given().get("generation"));
        SdsTypeCode code =
                SdsTypeCode.ofName((String) vector.when().get("name")).orElseThrow();
        assertEquals(vector.expect().get("id"), PrimitiveTypeIds.of(generation, code));
        if (generation == Generation.A) {
            assertEquals(vector.expect().get("id"), PrimitiveTypeIds.of(code));
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "NULLABLE_BOOLEAN, c92121ea-54d0-3a3c-8f6c-e578444f6c45",
        "NULLABLE_INT32, f8e965ca-c892-346b-8173-c0e92d839648",
        "NULLABLE_TIME_SPAN, 3ff964e8-86f9-39c6-b094-108db8f3a661",
        "BYTE_ARRAY, 73bbc9a6-3709-3b61-ab86-7d516989265a",
        "STRING_ARRAY, 8cca3c4d-f367-3ccb-ba73-20465d307f26",
        "VERSION_ARRAY, 1b3fe2f8-ac27-3395-a0fb-a58aaebfdb24"
    })
    void givesNullablesAndArraysIdsOfItsOwn(SdsTypeCode code, String id) {
        assertEquals(id, PrimitiveTypeIds.of(code));
    }

    @Test
    void givesEachAtomicCodeAnotherId() {
        List<SdsTypeCode> atomic = java.util.Arrays.stream(SdsTypeCode.values())
                .filter(SdsTypeCode::isAtomic)
                .toList();
        assertEquals(
                atomic.size(),
                atomic.stream().map(PrimitiveTypeIds::of).distinct().count());
    }

    @ParameterizedTest
    @EnumSource(
            value = SdsTypeCode.class,
            names = {"EMPTY", "OBJECT", "DB_NULL", "ILIST", "INT32_ENUM"})
    void hasNoIdForOtherCodes(SdsTypeCode code) {
        assertThrows(IllegalArgumentException.class, () -> PrimitiveTypeIds.of(code));
    }
}
