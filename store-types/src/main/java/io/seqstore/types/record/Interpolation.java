package io.seqstore.types.record;

import io.seqstore.types.schema.SdsInterpolationMode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Gives the property of a record component an interpolation mode of its own (spec 01, section 4). */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Interpolation {
    /** What reads answer between two events. */
    SdsInterpolationMode value();
}
