/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Pairs that look alike and need two answers: whatever their similarity, a guard refuses them.
 *
 * <p>Each kind has at least fifty templates: sentences with a place that is filled in two ways.
 */
class TrapsTest {
    private static final List<String> TIMES = List.of(
            "How do I cook rice for %s people?",
            "What can I buy for %s dollars?",
            "How do I lose %s pounds?",
            "Is it safe to take %s tablets a day?",
            "How long does it take to walk %s miles?",
            "What is the square root of %s?",
            "How many bricks do I need for a wall of %s metres?",
            "Write a poem with %s lines about the sea.",
            "What happened in the year %s?",
            "Summarise this text in %s words.",
            "What is %s percent of my salary?",
            "How do I run %s kilometres?",
            "Give me %s ideas for a birthday party.",
            "Can a child of %s years travel alone?",
            "How much tax do I pay on %s euros?",
            "Which phone should I buy under %s rupees?",
            "How do I teach a class of %s students?",
            "What is the boiling point at %s bar?",
            "Translate chapter %s of the book.",
            "How do I divide a cake into %s pieces?",
            "What do I need to score %s in the exam?",
            "Is %s a prime number?",
            "How do I save %s dollars a month?",
            "What is the weight of %s litres of water?",
            "How many calories are in %s eggs?",
            "How do I set the timer to %s minutes?",
            "What is the fine for %s days of delay?",
            "Which train leaves from platform %s?",
            "How do I reserve a table for %s guests?",
            "Who won the world cup in %s?",
            "How do I install version %s of the driver?",
            "What is the population of a town with %s houses?",
            "Can I retire with %s thousand in savings?",
            "How old is somebody born in %s?",
            "What are the top %s beaches in Europe?",
            "How do I heat the oven to %s degrees?",
            "What is the meaning of error code %s?",
            "How do I read page %s of the manual?",
            "Is a fever of %s dangerous?",
            "What does a loan of %s cost?",
            "How do I build a table with %s columns?",
            "Which movies last %s hours?",
            "How many days are in %s weeks?",
            "How do I drink %s litres of water a day?",
            "What is the interest on %s dollars?",
            "How do I fit %s boxes into a van?",
            "Can I carry %s bottles of wine on a plane?",
            "How do I paint %s rooms in a day?",
            "What is the best hotel for %s nights?",
            "How do I charge a battery of %s volts?",
            "What is the number %s in binary?");

    private static final List<String> DATES = List.of(
            "What happened on %s?",
            "Who was born on %s?",
            "Is the office open on %s?",
            "What is due on %s?",
            "Which films came out on %s?",
            "When is sunrise on %s?",
            "What holiday is on %s?",
            "Can I fly on %s?",
            "What is the sign of somebody born on %s?",
            "How many days are left until %s?",
            "Are banks closed on %s?",
            "Who died on %s?",
            "What is the horoscope for %s?",
            "Which saint is honoured on %s?",
            "What was the number one song on %s?",
            "Is there a full moon on %s?",
            "Who played in the final on %s?",
            "What did the president say on %s?",
            "Which law began on %s?",
            "What is the price of a ticket for %s?",
            "What treaty was signed on %s?",
            "Do shops open on %s?",
            "Which battle was fought on %s?",
            "What is celebrated on %s?",
            "Who resigned on %s?",
            "Is the museum free on %s?",
            "What launched on %s?",
            "Which team won on %s?",
            "What storm hit the coast on %s?",
            "Did it snow on %s?",
            "What time does the match begin on %s?",
            "Which trains are cancelled on %s?",
            "What speech was given on %s?",
            "Who was elected on %s?",
            "What did the court decide on %s?",
            "Is school out on %s?",
            "Which bridge opened on %s?",
            "What was the headline on %s?",
            "Who was crowned on %s?",
            "What was invented on %s?",
            "Which city was founded on %s?",
            "What ship sank on %s?",
            "What eclipse can be seen on %s?",
            "Who arrives on %s?",
            "Which exam is held on %s?",
            "What does the diary say about %s?",
            "Can I vote on %s?",
            "What was the rate on %s?",
            "Which show begins on %s?",
            "When does the pool close on %s?");

    private static final List<String> UNITS = List.of(
            "How far is 5 %s?",
            "Convert 12 %s into inches.",
            "How long is a rope of 30 %s?",
            "What is 7 %s in feet?",
            "How do I measure 20 %s?",
            "How do I run 10 %s in an hour?",
            "Is 100 %s far to walk?",
            "What costs less than 3 %s to ship?",
            "How high is a tower of 50 %s?",
            "How deep is 200 %s?",
            "What is the area of a field of 40 %s?",
            "How do I cut a board to 15 %s?",
            "How wide is a road of 8 %s?",
            "Can a dog jump 2 %s?",
            "How fast is 60 %s in an hour?",
            "How much cable do I need for 25 %s?",
            "How far can I see from 9 %s up?",
            "How many steps are 6 %s?",
            "What fits into 4 %s?",
            "How long is 1000 %s on a map?",
            "Is a fall from 11 %s deadly?",
            "How thick is ice of 14 %s?",
            "What does a fence of 70 %s cost?",
            "How tall is a tree of 90 %s?",
            "What is half of 33 %s?",
            "How do I swim 22 %s?",
            "How far do 45 %s take me?",
            "What is the volume of a cube of 16 %s?",
            "How long does light need for 300 %s?",
            "How do I draw a line of 17 %s?",
            "Is 80 %s too long for a desk?",
            "What is 18 %s to the nearest whole?",
            "How big is a screen of 55 %s?",
            "Can I see a light at 13 %s?",
            "What do 500 %s look like?",
            "How do I throw a ball 35 %s?",
            "How much paint covers 28 %s?",
            "What is the range of 65 %s?",
            "How heavy is a pipe of 19 %s?",
            "How do I plant trees 21 %s apart?",
            "What moves 23 %s in a day?",
            "How large is a lake of 24 %s?",
            "Is a gap of 26 %s safe?",
            "How far is a walk of 27 %s?",
            "What is a drop of 29 %s?",
            "How do I dig 31 %s down?",
            "How long is a queue of 32 %s?",
            "What is a tenth of 34 %s?",
            "How do I crawl 36 %s?",
            "How much is 37 %s of silk?");

    private static final List<String> STATEMENTS = List.of(
            "Why %s eat meat?",
            "Should we %s pay taxes?",
            "What foods %s cause allergies?",
            "Which animals %s sleep?",
            "Why %s planes fly at night?",
            "Why %s cats like water?",
            "What happens if I %s water my plants?",
            "Which phones %s work abroad?",
            "Why %s people trust banks?",
            "Which fruits %s ripen after picking?",
            "What if I %s sign the contract?",
            "Which countries %s tax income?",
            "Why %s my cookies rise?",
            "What happens when you %s sleep?",
            "Which plants %s need sun?",
            "Why %s magnets attract copper?",
            "Which metals %s rust?",
            "What happens if you %s brush your teeth?",
            "Why %s birds migrate?",
            "Which visas %s allow work?",
            "Why %s the moon rotate?",
            "What if employees %s follow the rules?",
            "Which drinks %s contain caffeine?",
            "Why %s penguins fly?",
            "Which courses %s require maths?",
            "Why %s some people dream?",
            "What if the engine %s start?",
            "Which insects %s bite?",
            "Why %s glass conduct heat?",
            "Which cheeses %s contain lactose?",
            "Why %s babies talk?",
            "Which banks %s charge fees?",
            "Why %s stars twinkle?",
            "What happens if I %s renew my passport?",
            "Which browsers %s block ads?",
            "Why %s snakes blink?",
            "Which apps %s track me?",
            "What if the judge %s agree?",
            "Which roads %s have tolls?",
            "Why %s oil mix with water?",
            "Which pets %s shed hair?",
            "Why %s turtles leave their shell?",
            "What if my landlord %s return the deposit?",
            "Which schools %s teach Latin?",
            "Why %s onions make you cry?",
            "Which printers %s support wifi?",
            "Why %s batteries last?",
            "What happens if we %s recycle plastic?",
            "Which shoes %s slip?",
            "Why %s flowers close at night?");

    private static final List<String> OPPOSITES = List.of(
            "increase|decrease",
            "open|close",
            "buy|sell",
            "hot|cold",
            "lend|borrow",
            "before|after",
            "import|export",
            "cheap|expensive",
            "start|stop",
            "enable|disable",
            "install|uninstall",
            "encrypt|decrypt",
            "maximum|minimum",
            "long|short",
            "heavy|light",
            "fast|slow",
            "gain|lose",
            "legal|illegal",
            "possible|impossible",
            "healthy|unhealthy",
            "connect|disconnect",
            "lock|unlock",
            "always|never",
            "with|without",
            "above|below",
            "inside|outside",
            "freeze|melt",
            "push|pull",
            "upload|download",
            "add|remove",
            "best|worst",
            "early|late",
            "deep|shallow",
            "wide|narrow",
            "strong|weak",
            "hire|fire",
            "accept|reject",
            "win|lose",
            "raise|lower",
            "ascending|descending",
            "internal|external",
            "public|private",
            "input|output",
            "attach|detach",
            "mount|unmount",
            "visible|invisible",
            "honest|dishonest",
            "useful|useless",
            "regular|irregular",
            "compress|decompress",
            "approve|reject",
            "save|spend",
            "arrive|depart",
            "summer|winter",
            "left|right",
            "avoid|cause",
            "allow|forbid",
            "include|exclude",
            "positive|negative",
            "more|less");

    private static final List<String> ENTITIES = List.of(
            "Paris|Rome",
            "France|Germany",
            "Java|Kotlin",
            "Apple|Samsung",
            "Einstein|Newton",
            "Toyota|Honda",
            "London|Dublin",
            "Python|Ruby",
            "Windows|Linux",
            "Mozart|Bach",
            "Mars|Venus",
            "Texas|Ohio",
            "Shakespeare|Goethe",
            "Chrome|Firefox",
            "Oracle|Postgres",
            "Obama|Bush",
            "Brazil|Chile",
            "Everest|Kilimanjaro",
            "NASA|ESA",
            "BMW|Audi",
            "Monday|Friday",
            "Christmas|Easter",
            "English|Spanish",
            "Harvard|Yale",
            "Amazon|Ebay",
            "Netflix|Hulu",
            "Tokyo|Kyoto",
            "Nile|Danube",
            "Messi|Ronaldo",
            "Tesla|Edison",
            "React|Angular",
            "Docker|Podman",
            "Facebook|Twitter",
            "Bitcoin|Ethereum",
            "Hamlet|Macbeth",
            "Delhi|Mumbai",
            "Boeing|Airbus",
            "Nike|Adidas",
            "Visa|Mastercard",
            "Buddha|Confucius",
            "Plato|Aristotle",
            "HTTP|FTP",
            "Maven|Gradle",
            "Kafka|Rabbit",
            "Sydney|Melbourne",
            "Canada|Mexico",
            "Islam|Judaism",
            "Gmail|Outlook",
            "Sparta|Athens",
            "Vienna|Prague",
            "Iceland|Greenland",
            "TCP|UDP");

    private static final List<String> PLACES = List.of(
            "How do I get to know %s?",
            "What is special about %s?",
            "Why is %s so famous?",
            "What should I know about %s?",
            "Tell me the history of %s.",
            "Who likes %s?");

    private static final List<String> SWAPPED = List.of(
            "How do I fly from %s to %s?",
            "How do I convert %s to %s?",
            "Is %s better than %s?",
            "How do I migrate from %s to %s?",
            "What happens when %s attacks %s?",
            "Why did %s leave for %s?",
            "How do I translate %s into %s?",
            "Did %s defeat %s?",
            "How do I copy files from %s to %s?",
            "Is %s older than %s?",
            "Why does %s depend on %s?",
            "How did %s influence %s?",
            "Can %s replace %s?",
            "How do I import %s into %s?",
            "Who moved from %s to %s?",
            "Did %s buy %s?",
            "Why does %s hate %s?",
            "How does %s sell goods to %s?",
            "Is %s larger than %s?",
            "How do I switch from %s to %s?",
            "Why did %s sue %s?",
            "How far is it from %s to %s?",
            "Was %s founded by %s?",
            "Did %s borrow money from %s?",
            "How do I send money from %s to %s?",
            "Why does %s follow %s?",
            "When did %s invade %s?",
            "How do I drive from %s to %s?",
            "Does %s cost more than %s?",
            "How do I map %s to %s?",
            "Did %s teach %s?",
            "Why did %s vote against %s?",
            "How does %s protect %s?",
            "Is %s faster than %s?",
            "How do I embed %s in %s?",
            "Why was %s chosen over %s?",
            "How do I ship a parcel from %s to %s?",
            "Has %s ever beaten %s?",
            "Why does %s need %s?",
            "Can %s marry %s?",
            "How do I upgrade from %s to %s?",
            "Did %s copy %s?",
            "Why did %s declare war on %s?",
            "How do I call %s from %s?",
            "Does %s own %s?",
            "How do I forward mail from %s to %s?",
            "Is %s heavier than %s?",
            "Did %s support %s?",
            "How do I redirect %s to %s?",
            "Why does %s trade with %s?",
            "Did %s write about %s?");

    private static final List<String> CODE = List.of(
            "list.sort()|list.reverse()",
            "git pull|git push",
            "my_var|my_val",
            "userId|userName",
            "==|!=",
            "<|>",
            "-r|-R",
            "--force|--dry-run",
            "int[]|long[]",
            "/etc/hosts|/etc/passwd",
            "java.util|java.time",
            "C++|C#",
            "utf8|utf16",
            "SHA-256|SHA-512",
            "a++|++a",
            "&&|||",
            "std::map|std::set",
            "<div>|<span>",
            "$1|$2",
            "*.txt|*.csv",
            "foo()|bar()",
            "x_1|x_2",
            "http2|http3",
            "log4j|logback2",
            "getName()|setName()",
            "+|-",
            "localhost:8080|localhost:9090",
            "{}|[]",
            "int32|int64",
            "@Test|@Before",
            "#include|#define",
            "->|=>",
            "i < n|i > n",
            "a*b|a/b",
            "arr[0]|arr[1]",
            "chmod 644|chmod 755",
            "py2exe|py2app",
            "node_modules|node_cache",
            "len(x)|max(x)",
            "NULL_PTR|NULL_REF",
            "camelCase|snakeCase",
            "v1.2.3|v1.2.4",
            "kubectl-get|kubectl-describe",
            "--verbose|--quiet",
            "println()|printf()",
            "f(x)|g(x)",
            "main.py|test.py",
            "Ctrl+C|Ctrl+V",
            "0x1F|0x2F",
            "HashMap|TreeMap",
            "!x|x!");

    private static final List<String> CODE_QUESTIONS =
            List.of("What does %s do in this program?", "How do I use %s here?", "Why is %s an error?");

    private static DynamicTest trap(String one, String other) {
        return DynamicTest.dynamicTest(one + " | " + other, () -> {
            assertThat(Guards.refusals(Reading.of(one), Reading.of(other))).isNotEmpty();
            assertThat(Guards.refusals(Reading.of(other), Reading.of(one))).isNotEmpty();
        });
    }

    private static Stream<DynamicTest> filled(List<String> templates, String one, String other) {
        assertThat(templates.size()).isGreaterThanOrEqualTo(50);
        return templates.stream().map(text -> trap(text.replace("%s", one), text.replace("%s", other)));
    }

    @TestFactory
    Stream<DynamicTest> numbersDiffer() {
        return Stream.of(filled(TIMES, "3", "4"), filled(TIMES, "1,500", "15000"), filled(TIMES, "twelve", "20"))
                .flatMap(all -> all);
    }

    @TestFactory
    Stream<DynamicTest> datesDiffer() {
        return Stream.of(
                        filled(DATES, "March 5", "March 6"),
                        filled(DATES, "5 June 1990", "5 July 1990"),
                        filled(DATES, "2020-01-31", "2021-01-31"),
                        filled(DATES, "Monday", "Sunday"))
                .flatMap(all -> all);
    }

    @TestFactory
    Stream<DynamicTest> unitsDiffer() {
        return Stream.of(filled(UNITS, "kilometers", "miles"), filled(UNITS, "cm", "mm"), filled(UNITS, "km", "m"))
                .flatMap(all -> all);
    }

    @TestFactory
    Stream<DynamicTest> oneIsNegated() {
        return Stream.of(
                        filled(STATEMENTS, "do", "don't"),
                        filled(STATEMENTS, "do", "do not"),
                        filled(STATEMENTS, "do", "never"))
                .flatMap(all -> all);
    }

    @TestFactory
    Stream<DynamicTest> wordsAreOpposites() {
        List<String> frames = List.of(
                "What should I know to %s something?",
                "How do I find out about the %s thing?", "Is it good to %s here?");
        List<DynamicTest> tests = new ArrayList<>();
        for (String pair : OPPOSITES) {
            String[] words = pair.split("\\|", -1);
            frames.forEach(frame -> tests.add(trap(frame.replace("%s", words[0]), frame.replace("%s", words[1]))));
        }
        assertThat(OPPOSITES.size()).isGreaterThanOrEqualTo(50);
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> namesDiffer() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String pair : ENTITIES) {
            String[] names = pair.split("\\|", -1);
            PLACES.forEach(frame -> tests.add(trap(frame.replace("%s", names[0]), frame.replace("%s", names[1]))));
        }
        assertThat(ENTITIES.size()).isGreaterThanOrEqualTo(50);
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> rolesAreSwapped() {
        assertThat(SWAPPED.size()).isGreaterThanOrEqualTo(50);
        List<DynamicTest> tests = new ArrayList<>();
        for (String pair : List.of("Paris|Rome", "cats|dogs", "Google|Microsoft", "Anna|Bert")) {
            String[] names = pair.split("\\|", -1);
            for (String frame : SWAPPED) {
                tests.add(trap(String.format(frame, names[0], names[1]), String.format(frame, names[1], names[0])));
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> codeDiffers() {
        assertThat(CODE.size()).isGreaterThanOrEqualTo(50);
        List<DynamicTest> tests = new ArrayList<>();
        for (String pair : CODE) {
            int bar = pair.equals("&&|||") ? 2 : pair.indexOf('|', 1);
            CODE_QUESTIONS.forEach(frame -> tests.add(
                    trap(frame.replace("%s", pair.substring(0, bar)), frame.replace("%s", pair.substring(bar + 1)))));
        }
        return tests.stream();
    }
}
