/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A built-in stage could as well be a plugin: it uses the public SPI, Gson, the JDK, the values of the config, the
 * table of failures, and classes of its own package that do the same.
 */
final class OnlyPublicSpi extends ArchCondition<JavaClass> {
    private static final List<String> GROUND = List.of("java.", "dev.postern.api.", "dev.postern.spi.");
    private static final List<String> LIBRARIES = List.of("org.jspecify.", "com.google.gson.");

    OnlyPublicSpi() {
        super("use nothing but the public SPI");
    }

    @Override
    public void check(JavaClass stage, ConditionEvents events) {
        Set<JavaClass> seen = new HashSet<>(Set.of(stage));
        Deque<JavaClass> open = new ArrayDeque<>(seen);
        open.addAll(nested(stage, seen));
        while (!open.isEmpty()) {
            for (Dependency dependency : open.remove().getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().equals(stage.getPackageName())) {
                    if (seen.add(target)) {
                        open.add(target);
                        open.addAll(nested(target, seen));
                    }
                } else if (!isAllowed(target)) {
                    events.add(SimpleConditionEvent.violated(stage, dependency.getDescription()));
                }
            }
        }
    }

    private static Set<JavaClass> nested(JavaClass outer, Set<JavaClass> seen) {
        Set<JavaClass> nested = new HashSet<>();
        for (JavaClass candidate : outer.getPackage().getClasses()) {
            if (candidate.getName().startsWith(outer.getName() + "$") && seen.add(candidate)) {
                nested.add(candidate);
            }
        }
        return nested;
    }

    private static boolean isAllowed(JavaClass target) {
        if (target.isPrimitive()) {
            return true;
        }
        String name = target.getName();
        return GROUND.stream().anyMatch(name::startsWith)
                || LIBRARIES.stream().anyMatch(name::startsWith)
                || name.equals("dev.postern.engine.failure.FailureClass")
                || name.startsWith("dev.postern.engine.config.") && isValue(target);
    }

    /** Says whether a type of the config is a record, or what a record consists of. */
    private static boolean isValue(JavaClass type) {
        return type.isRecord()
                || type.isEnum()
                || type.getPackage().getClasses().stream()
                        .filter(JavaClass::isRecord)
                        .flatMap(owner -> owner.getFields().stream())
                        .anyMatch(field -> field.getRawType().equals(type));
    }
}
