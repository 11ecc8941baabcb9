package io.rafka;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may know whom. ARCHITECTURE.md says why. */
@AnalyzeClasses(packages = "io.rafka", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final Path MAIN = Path.of("src/main/java");
    /** What all commands stand on; no groups of commands. */
    private static final String[] COMMAND_FOUNDATIONS = {
        "io.rafka.command.table..", "io.rafka.command.statistics..", "io.rafka.command.access.."
    };

    @ArchTest
    static final ArchRule respKnowsNothingOfOurs = only("io.rafka.resp..");

    @ArchTest
    static final ArchRule configKnowsNothingOfOurs = only("io.rafka.config..");

    @ArchTest
    static final ArchRule embeddedKnowsNothingOfOurs = only("io.rafka.embedded..");

    @ArchTest
    static final ArchRule logKnowsNothingOfOurs = only("io.rafka.log..");

    @ArchTest
    static final ArchRule kafkaKnowsTheConfiguration = only("io.rafka.kafka..", "io.rafka.config..");

    @ArchTest
    static final ArchRule sessionKnowsRespAndKafka =
            only("io.rafka.session..", "io.rafka.resp..", "io.rafka.kafka..", "io.rafka.config..");

    @ArchTest
    static final ArchRule netKnowsTheSessionAndTheSettings =
            only("io.rafka.net..", "io.rafka.session..", "io.rafka.config..");

    @ArchTest
    static final ArchRule commandKnowsSessionRespAndKafka = only(
            "io.rafka.command..", "io.rafka.session..", "io.rafka.resp..", "io.rafka.kafka..", "io.rafka.config..");

    @ArchTest
    static final ArchRule metricsReadWhatIsCounted = only(
            "io.rafka.metrics..",
            "io.rafka.command.statistics..",
            "io.rafka.command.table..",
            "io.rafka.session..",
            "io.rafka.kafka..",
            "io.rafka.config..");

    @ArchTest
    static final ArchRule adminKnowsWhatItShows = only(
            "io.rafka.admin..",
            "io.rafka.metrics..",
            "io.rafka.net..",
            "io.rafka.kafka..",
            "io.rafka.config..",
            "io.rafka.command.statistics..",
            "io.rafka.session..");

    @ArchTest
    static final ArchRule meterLibrariesStayInTheirPackage = noClasses()
            .that()
            .resideOutsideOfPackage("io.rafka.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.prometheus..");

    @ArchTest
    static final ArchRule whatCommandsShareKnowsNoGroup = noClasses()
            .that()
            .resideInAPackage("io.rafka.command")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.rafka.command.*..").and(not(resideInAnyPackage(COMMAND_FOUNDATIONS))));

    @ArchTest
    static final ArchRule commandGroupsDoNotKnowEachOther = slices().matching("io.rafka.command.(*)..")
            .namingSlices("command group $1")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage("io.rafka.command.."), resideInAnyPackage(COMMAND_FOUNDATIONS));

    @ArchTest
    static final ArchRule commandFoundationsKnowNoCommands = noClasses()
            .that()
            .resideInAnyPackage(COMMAND_FOUNDATIONS)
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.rafka.command..").and(not(resideInAnyPackage(COMMAND_FOUNDATIONS))));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.rafka.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule subpackagesHaveNoCycles =
            slices().matching("io.rafka.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule kafkasLibraryStaysInItsPackages = noClasses()
            .that()
            .resideOutsideOfPackages("io.rafka.kafka..", "io.rafka.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule nettyStaysInItsPackages = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.rafka", "io.rafka.admin..", "io.rafka.net..", "io.rafka.session..", "io.rafka.resp..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule respKnowsOnlyNettysBuffers = noClasses()
            .that()
            .resideInAPackage("io.rafka.resp..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.netty..").and(not(resideInAPackage("io.netty.buffer.."))));

    @ArchTest
    static final ArchRule onlyTheProgramEndsTheProcess = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.rafka.Rafka")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule nobodyWritesToTheStandardStreams = noClasses().should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule classesAreNamedForWhatTheyAre = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    @Test
    void everyPackageSaysThatNothingIsNull() throws IOException {
        List<Path> packages;
        try (Stream<Path> files = Files.walk(MAIN)) {
            packages = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
        }
        assertThat(packages).hasSizeGreaterThan(10).allSatisfy(directory -> {
            String name = MAIN.relativize(directory).toString().replace('/', '.') + ".package-info";
            assertThat(Class.forName(name).isAnnotationPresent(NullMarked.class))
                    .as("@NullMarked in %s", name)
                    .isTrue();
        });
    }

    /** Of our own, these packages depend on themselves and those others only. */
    private static ArchRule only(String from, String... others) {
        String[] allowed = Stream.concat(Stream.of(from), Stream.of(others)).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat(resideInAPackage("io.rafka..").and(not(resideInAnyPackage(allowed))))
                .because("it may know " + String.join(", ", allowed) + " only");
    }
}
