package io.seqstore.types.schema;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The ids that clients of the original service give to atomic types: version 3 UUIDs that its runtime derives from the
 * full name of the type and the identity of the library that defines it (spec 01, section 10). Nothing depends on them;
 * types made from Java classes carry them so that they look the same as those of other clients.
 */
public final class PrimitiveTypeIds {
    private static final String NAMESPACE = "69f9cbc9da0511d1940800" + "00f8083460";
    private static final String ECMA_KEY = "0000000000000000" + "0400000000000000";
    private static final String CORE_KEY = "002400000480000094000000060200000024000052534131000400000100010"
            + "08d56c76f9e8649383049f383c44be0ec204181822a6c31cf5eb7ef486944d032188ea1d3920763712ccb12d75fb77e98"
            + "11149e6148e5d32fbaab37611c1878ddc19e20ef135d0cb2cff2bfec3d115810c3d9069638fe4be215dbf795861920e5a"
            + "b6f7db2e2ceef136ac23d5dd2bf031700aec232f6c6b1c785b4305c123b37ab";

    /** Which library the type is taken to come from. */
    public enum Generation {
        /** The one whose ids the documents of the service print, and which Seqstore uses. */
        A("system_private_corelib", 1, 3300, CORE_KEY),
        /** The oldest. */
        B("mscorlib", 1, 3300, ECMA_KEY),
        /** The newest. */
        C("system_private_corelib", 4, 0, CORE_KEY);

        private final String assembly;
        private final int major;
        private final int build;
        private final String publicKey;

        Generation(String assembly, int major, int build, String publicKey) {
            this.assembly = assembly;
            this.major = major;
            this.build = build;
            this.publicKey = publicKey;
        }
    }

    private PrimitiveTypeIds() {}

    /**
     * The id that Seqstore gives to an atomic type. Those of scalars are the original's; those of nullable and array
     * codes are Seqstore's own.
     *
     * @throws IllegalArgumentException when the code is not atomic
     */
    public static String of(SdsTypeCode code) {
        return of(Generation.A, code);
    }

    /**
     * The id that an atomic type has with a given library.
     *
     * @throws IllegalArgumentException when the code is not atomic
     */
    public static String of(Generation generation, SdsTypeCode code) {
        if (!code.isAtomic()) {
            throw new IllegalArgumentException(code.sdsName() + " is not an atomic type");
        }
        HexBytes name = new HexBytes()
                .hex(NAMESPACE)
                .utf16(runtimeName(code))
                .utf16(generation.assembly)
                .ascii("TypeLib")
                // The major version stands twice and the minor, always 0 here, not at all: a quirk of the runtime.
                .int16(generation.major)
                .int16(generation.major)
                .int16(generation.build)
                .int16(0)
                .hex(generation.publicKey)
                .padToEven();
        return UUID.nameUUIDFromBytes(name.bytes()).toString();
    }

    private static String runtimeName(SdsTypeCode code) {
        String scalar = "System." + code.scalar().sdsName();
        if (code.isArray()) {
            return scalar + "[]";
        }
        return code.isNullableScalar() ? "System.Nullable`1[" + scalar + "]" : scalar;
    }

    /** Collects bytes. They are held as hexadecimal digits, which is short to write and fast enough for names. */
    private static final class HexBytes {
        private final StringBuilder digits = new StringBuilder();

        HexBytes hex(String text) {
            digits.append(text);
            return this;
        }

        HexBytes utf16(String text) {
            return hex(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16LE)));
        }

        HexBytes ascii(String text) {
            return hex(HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII)));
        }

        /** The lower byte first. */
        HexBytes int16(int value) {
            return hex(HexFormat.of().toHexDigits(Short.reverseBytes((short) value)));
        }

        HexBytes padToEven() {
            return digits.length() % 4 == 0 ? this : hex("00");
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(digits);
        }
    }
}
