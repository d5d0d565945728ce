import Foundation
import Glibc
import Subprocess
import SystemPackage

/// What the processes of a plug-in may use, each of them.
package struct PluginLimits: Hashable, Sendable {
  /// Bytes of memory that it writes to.
  package var memory = Int(clamping: ProcessInfo.processInfo.physicalMemory / 4 * 3)
  package var openFiles = 1024
  /// Bytes of a file that it writes: the largest models are half of that.
  package var fileSize = 8 << 30
  /// Bytes and files in all folders that it may write to.
  package var sharedBytes = 16 << 30
  package var sharedFiles = 200_000
  /// Processes and threads, of all together.
  package var processes = 512
  /// Seconds of processor time: a day on every core.
  package var processorTime = 24 * 3600 * ProcessInfo.processInfo.activeProcessorCount
  /// Bytes of a file that it names in an answer: the host reads all of it at once.
  package var answer = 512 << 20

  package init() {}
}

/// Keeps the processes of plug-ins from the rest of the machine, with programs of the distribution: `bwrap` for
/// namespaces, `prlimit` for limits, `setpriv` for an end with the host.
package struct Isolation: Sendable {
  package var limits: PluginLimits
  /// Nil where it is not there, or where it may not make namespaces.
  private var bubblewrap: String?
  private var prlimit: String?
  private var setpriv: String?
  /// What plug-ins are not kept from, and what to do; nil where they are.
  package private(set) var gap: String?

  /// Looks for what there is on the path of `environment`.
  package static func detect(environment: [String: String], limits: PluginLimits = PluginLimits()) async -> Isolation {
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map(String.init)
    func find(_ name: String) -> String? {
      folders.lazy.map { "\($0)/\(name)" }.first { $0.hasPrefix("/") && access($0, X_OK) == 0 }
    }
    var isolation = Isolation(limits: limits)
    isolation.prlimit = find("prlimit")
    isolation.setpriv = find("setpriv")
    let danger = "plug-ins can read, change and delete your files, and reach the network"
    if let program = find("bwrap") {
      if let complaint = await complaint(of: program) {
        isolation.gap = "\(danger): bubblewrap is not allowed to confine them here (\(complaint))"
      } else {
        isolation.bubblewrap = program
      }
    } else {
      isolation.gap = "\(danger): install the package bubblewrap, which confines them"
    }
    if isolation.prlimit == nil {
      let hint = "their memory and their files are not limited: install util-linux, which has prlimit"
      isolation.gap = isolation.gap.map { "\($0); \(hint)" } ?? hint
    }
    return isolation
  }

  package var isSandboxed: Bool { bubblewrap != nil }

  /// Why bubblewrap does not work, as in many containers.
  private static func complaint(of program: String) async -> String? {
    do {
      let trial = try await run(
        .path(FilePath(program)),
        arguments: [
          "--ro-bind", "/", "/", "--unshare-user", "--unshare-pid", "--unshare-net", "--proc", "/proc", "true",
        ],
        output: .discarded, error: .string(limit: 1_000))
      if trial.terminationStatus.isSuccess { return nil }
      let text = trial.standardError
      return text.split(separator: "\n").first.map(String.init) ?? "\(trial.terminationStatus)"
    } catch {
      return "\(error)"
    }
  }

  /// The whole command line that starts `command` confined.
  ///
  /// - Parameter shared: the folder `in` of which the plug-in reads, `out` of which it writes to.
  func words(_ command: PluginCommand, shared: SharedFolder) -> [String] {
    guard let bubblewrap else {
      return (setpriv.map { [$0, "--pdeathsig", "KILL", "--"] } ?? []) + limited(command.absoluteWords)
    }
    return [bubblewrap] + namespaces(command) + view(command, shared) + ["--"] + limited(command.absoluteWords)
  }

  private func limited(_ words: [String]) -> [String] {
    guard let prlimit else { return words }
    return [
      prlimit, "--core=0", "--data=\(limits.memory)", "--nofile=\(limits.openFiles)",
      "--fsize=\(limits.fileSize)",
      // The system counts all that this user runs.
      "--nproc=\(limits.processes + ProcessCensus.tasksOfUser())", "--cpu=\(limits.processorTime)",
    ] + words
  }

  private func namespaces(_ command: PluginCommand) -> [String] {
    [
      "--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--cap-drop", "ALL",
      "--die-with-parent",
    ] + (command.permissions.network ? [] : ["--unshare-net"])
  }

  /// What it sees: the system's programs and libraries, its own folder, what it is given; to write, only what is shared
  /// with it, its temporary folder and an empty home.
  private func view(_ command: PluginCommand, _ shared: SharedFolder) -> [String] {
    let permissions = command.permissions
    var system = [
      "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/opt", "/sys", "/nix/store", "/gnu/store",
    ]
    // Names of hosts are looked up with the help of these.
    if permissions.network { system += ["/run/systemd/resolve", "/run/resolvconf", "/run/nscd"] }
    var view = system.flatMap { ["--ro-bind-try", $0, $0] }
    // Who is root in there could read it.
    if access("/etc/shadow", F_OK) == 0 { view += ["--ro-bind", "/dev/null", "/etc/shadow"] }
    view += ["--proc", "/proc"] + (permissions.devices ? ["--dev-bind", "/dev", "/dev"] : ["--dev", "/dev"])
    view += ["--bind", shared.temporary.string, "/tmp", "--bind", shared.temporary.string, "/var/tmp"]
    if let home = command.environment["HOME"], home.hasPrefix("/"), home != "/" {
      view += ["--bind", shared.home.string, home]
    }
    for path in command.readable { view += ["--ro-bind-try", path.string, path.string] }
    view += ["--ro-bind", command.folder.string, command.folder.string]
    view += ["--ro-bind", shared.input.string, shared.input.string]
    view += ["--bind", shared.output.string, shared.output.string]
    // What lies between the mounts is in memory, and could be filled.
    return view + ["--remount-ro", "/", "--chdir", command.folder.string]
  }
}
