/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What users compile against names no library but those that they were promised. */
class PublicSignaturesTest {
    private static final List<String> PROMISED =
            List.of("java.", "dev.postern.api.", "dev.postern.spi.", "com.google.gson.");
    private static final List<String> TEST_LIBRARIES = List.of("org.junit.jupiter.api.", "org.assertj.core.");

    @Test
    void signaturesNameOnlyTheApiAndGson() {
        List<String> strangers = new ArrayList<>();
        for (JavaClass type : House.CLASSES) {
            if (isExported(type)) {
                for (JavaMember member : type.getMembers()) {
                    if (isVisible(member)) {
                        strangers.addAll(strangers(member));
                    }
                }
            }
        }

        assertThat(strangers).isEmpty();
    }

    @Test
    void exportedTypesExtendOnlyWhatIsPromised() {
        for (JavaClass type : House.CLASSES) {
            if (isExported(type)) {
                assertThat(type.getAllRawSuperclasses())
                        .as(type.getName())
                        .allMatch(parent -> isPromised(parent, type.getPackageName()));
                assertThat(type.getAllRawInterfaces())
                        .as(type.getName())
                        .allMatch(parent -> isPromised(parent, type.getPackageName()));
            }
        }
    }

    @Test
    void nothingExportedHasAnArrayInARecord() {
        for (JavaClass type : House.CLASSES) {
            if (type.isRecord() && isExported(type)) {
                assertThat(type.getFields())
                        .as(type.getName())
                        .noneMatch(field -> field.getRawType().isArray()
                                && !field.getModifiers().contains(JavaModifier.STATIC));
            }
        }
    }

    private static List<String> strangers(JavaMember member) {
        Set<JavaClass> types = new HashSet<>();
        if (member instanceof JavaField field) {
            types.addAll(field.getType().getAllInvolvedRawTypes());
        } else if (member instanceof JavaCodeUnit unit) {
            types.addAll(unit.getReturnType().getAllInvolvedRawTypes());
            unit.getParameterTypes().forEach(type -> types.addAll(type.getAllInvolvedRawTypes()));
            types.addAll(unit.getExceptionTypes());
        }
        String home = member.getOwner().getPackageName();
        return types.stream()
                .filter(type -> !isPromised(type, home))
                .map(type -> member.getFullName() + " names " + type.getName())
                .toList();
    }

    private static boolean isPromised(JavaClass type, String home) {
        JavaClass base = type.getBaseComponentType();
        String name = base.getName();
        return base.isPrimitive()
                || PROMISED.stream().anyMatch(name::startsWith)
                || name.startsWith(home + ".")
                || home.equals("dev.postern.provider.anyscale") && name.startsWith("dev.postern.provider.openai.")
                || home.startsWith("dev.postern.server")
                        && (name.startsWith("dev.postern.server.") || name.equals("org.eclipse.jetty.server.Handler"))
                || home.equals("dev.postern.testkit") && TEST_LIBRARIES.stream().anyMatch(name::startsWith);
    }

    private static boolean isExported(JavaClass type) {
        boolean open = House.EXPORTED.contains(type.getPackageName());
        for (JavaClass at = type; open; at = at.getEnclosingClass().orElseThrow()) {
            open = isPublic(at);
            if (at.getEnclosingClass().isEmpty()) {
                return open;
            }
        }
        return false;
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                || type.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }
}
