package io.github.slackwater.it;

import io.github.slackwater.it.bank.Branch;
import io.github.slackwater.it.bank.Entry;
import io.github.slackwater.it.bank.Ledger;
import io.github.slackwater.it.bank.Receipt;
import io.github.slackwater.it.bank.TellerServlet;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** {@code bank.ear}, of the classes in the package {@code bank}. One web application lies below the other. */
final class BankArchive {

    static final String NAME = "bank";

    /** The context paths of its web applications. */
    static final String BANK = "/bank";

    static final String TELLER = "/bank/teller";

    private static final String APPLICATION = """
            <application xmlns="https://jakarta.ee/xml/ns/jakartaee" version="10">
              <application-name>bank</application-name>
              <module><ejb>bank-ejb.jar</ejb></module>
              <module><web><web-uri>bank.war</web-uri><context-root>%s</context-root></web></module>
              <module><web><web-uri>teller.war</web-uri><context-root>%s</context-root></web></module>
            </application>
            """.formatted(BANK, TELLER);

    /** No data source is named: the server's default one. */
    private static final String PERSISTENCE = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="bank" transaction-type="JTA">
                <jta-data-source>java:comp/DefaultDataSource</jta-data-source>
                <properties>
                  <property name="jakarta.persistence.schema-generation.database.action" value="drop-and-create"/>
                </properties>
              </persistence-unit>
            </persistence>
            """;

    private static final String BEANS = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>
            """;

    private BankArchive() {}

    /** As a file in the given folder. */
    static Path file(Path folder) {
        JavaArchive ejb = ShrinkWrap.create(JavaArchive.class, "bank-ejb.jar")
                .addClasses(Ledger.class, Entry.class)
                .addAsManifestResource(new StringAsset(PERSISTENCE), "persistence.xml")
                .addAsManifestResource(new StringAsset(BEANS), "beans.xml");
        return Artifacts.export(
                ShrinkWrap.create(EnterpriseArchive.class, "bank.ear")
                        .setApplicationXML(new StringAsset(APPLICATION))
                        .addAsModules(ejb, web("bank.war"), web("teller.war")),
                folder);
    }

    private static WebArchive web(String name) {
        return ShrinkWrap.create(WebArchive.class, name)
                .addClasses(TellerServlet.class, Branch.class, Receipt.class)
                .addClass(Receipt.class.getName() + "$Stamp")
                .addAsWebInfResource(new StringAsset(BEANS), "beans.xml");
    }
}
