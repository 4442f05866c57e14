/** A small service that watches the levels of tanks. */
@org.jspecify.annotations.NullMarked
package com.example.tanks;
