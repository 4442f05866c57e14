package io.seqstore.types.record;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Gives a constant of a Java enum another number than its ordinal (spec 01, 9.6). */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface MemberValue {
    /** The number that is stored. */
    int value();
}
