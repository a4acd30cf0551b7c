/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** How things are called, and what no class of a library does. */
class NamingRulesTest {
    private static final String VAGUE = "util|utils|impl|helper|helpers|manager|managers|common|misc|base";

    @Test
    void packagesAreNamedForWhatTheyDo() {
        for (JavaClass type : House.CLASSES) {
            assertThat(type.getPackageName().split("\\."))
                    .as(type.getName())
                    .noneMatch(segment -> segment.matches(VAGUE));
        }
    }

    @Test
    void classesAreNamedForWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Helpers|Manager)(\\$.*)?")
                .check(House.CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : House.CLASSES) {
            JavaPackage home = type.getPackage();
            if (!home.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(home.getName());
            }
        }

        assertThat(unmarked).isEmpty();
    }

    @Test
    void librariesDoNotPrint() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(House.CLASSES);
    }

    @Test
    void librariesDoNotUseJavaUtilLogging() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(House.CLASSES);
    }
}
