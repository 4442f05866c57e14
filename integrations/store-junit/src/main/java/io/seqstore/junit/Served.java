package io.seqstore.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for a server: a parameter of type {@link java.net.URI} gets the address of an HTTP server over the store of the test,
 * for example {@code http://127.0.0.1:40123}. The server is started for the first such parameter of a test and stopped behind
 * the test.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Served {}
