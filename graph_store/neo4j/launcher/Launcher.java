import java.nio.file.Path;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** A Neo4j server in this process: `java -cp 'jars/*' Launcher.java HOME CONF`; it ends when its input ends. */
public class Launcher {
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toRealPath();
        Path settings = Path.of(arguments[1]).toRealPath();
        DatabaseManagementService service =
                new DatabaseManagementServiceBuilder(home).loadPropertiesFromFile(settings).build();
        Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
        System.out.println("started");
        while (System.in.read() >= 0) {
            continue;
        }
        System.exit(0);
    }
}
