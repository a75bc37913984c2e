package dev.sluice.benchmarks.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The same with Ansible, set up to be fast: no facts, pipelining, connections that are kept, no
 * search for a Python.
 *
 * @param playbook the program {@code ansible-playbook}
 * @param python on the hosts
 */
record AnsibleRun(Playground playground, Path folder, Path playbook, String python, int hosts) {
  Duration run() throws IOException, InterruptedException {
    write();
    Path log = folder.resolve("ansible.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                playbook.toString(), "-i", "inventory.ini", "--forks", "20", "playbook.yaml")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("ANSIBLE_CONFIG", folder.resolve("ansible.cfg").toString());
    builder.environment().put("ANSIBLE_HOME", folder.resolve("ansible").toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    long begin = System.nanoTime();
    int code = builder.start().waitFor();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    if (code != 0) {
      throw new IllegalStateException(
          "ansible-playbook ended with %d: see %s".formatted(code, log));
    }
    return took;
  }

  private void write() throws IOException {
    Path home = playground.home();
    StringBuilder inventory = new StringBuilder("[all]\n");
    for (String address : playground.addresses(hosts)) {
      // Ansible takes ~ for the home in /etc/passwd, which all of these hosts share.
      inventory.append(
          "%s home=%s/hosts/%s ansible_remote_tmp=%s/hosts/%s/.ansible\n"
              .formatted(address, playground.home(), address, playground.home(), address));
    }
    inventory.append(
        "[all:vars]\nansible_port=21300\nansible_user=%s\nansible_ssh_private_key_file=%s/userkey\nansible_python_interpreter=%s\n"
            .formatted(System.getProperty("user.name"), home, python));
    Files.writeString(folder.resolve("inventory.ini"), inventory);
    Files.writeString(folder.resolve("new.conf"), Playground.NEW);
    Files.writeString(
        folder.resolve("playbook.yaml"),
        """
        - hosts: all
          serial: 10%
          gather_facts: false
          tasks:
            - copy: {src: new.conf, dest: '{{ home }}/app.conf'}
        """);
    Files.writeString(
        folder.resolve("ansible.cfg"),
        """
        [defaults]
        host_key_checking = True
        [ssh_connection]
        pipelining = True
        ssh_args = -F none -o UserKnownHostsFile=%s/known_hosts -o ControlMaster=auto -o ControlPersist=60s
        control_path_dir = %s/cp
        """
            .formatted(home, folder));
  }
}
