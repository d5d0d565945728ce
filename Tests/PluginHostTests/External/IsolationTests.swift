import Foundation
import Logging
import Media
import PluginHost
import PluginKit
import SystemPackage
import TestSupport
import Testing
import Transcript

/// What plug-ins are kept from, tried from within.
@Suite(.timeLimit(.minutes(10)))
struct IsolationTests {
  private static let environment = ProcessInfo.processInfo.environment

  /// A program that answers with the value of a Python expression, or with the name of the error.
  private static func look(_ expression: String) -> String {
    """
    import pathlib, socket, subprocess
    def look(request):
        try:
            seen = str(\(expression))
        except Exception as error:
            seen = type(error).__name__
        request.transcript["provenance"]["model"] = seen
        return request.transcript
    surtitle_plugin.serve(filter=look)
    """
  }

  /// What the expression is for a plug-in.
  private static func seen(
    _ expression: String, permissions: String = "{}", environment: [String: String] = environment,
    limits: (inout PluginLimits) -> Void = { _ in }
  ) async throws -> String {
    let fixture = try ExternalFixture(
      look(expression), permissions: permissions, environment: environment, limits: limits)
    let text = try await fixture.filter().provenance.model
    await fixture.host.shutDown()
    return text
  }

  private static func isSandboxed() async -> Bool {
    await Isolation.detect(environment: environment).isSandboxed
  }

  @Test(.enabled("bubblewrap works here") { await isSandboxed() })
  func `the user's files cannot be read, unless granted`() async throws {
    let home = try TemporaryFolder()
    try home.write("secret", to: "notes/diary.txt")
    try home.write("other", to: "keys")
    var environment = Self.environment
    environment["HOME"] = home.path.string
    let read = #"pathlib.Path.home().joinpath("notes/diary.txt").read_text()"#
    #expect(try await Self.seen(read, environment: environment) == "FileNotFoundError")
    #expect(try await Self.seen(read, permissions: #"{"read": ["~/notes"]}"#, environment: environment) == "secret")
    let write = #"pathlib.Path.home().joinpath("notes/diary.txt").write_text("gone")"#
    #expect(try await Self.seen(write, permissions: #"{"read": ["~/notes"]}"#, environment: environment) == "OSError")
    #expect(
      try await Self.seen(
        #"pathlib.Path.home().joinpath("keys").exists()"#, permissions: #"{"read": ["~/notes"]}"#,
        environment: environment) == "False")
  }

  @Test(.enabled("bubblewrap works here") { await isSandboxed() })
  func `its own folder is for reading, temporary folders are for writing`() async throws {
    #expect(try await Self.seen(#"open("main.py", "a")"#) == "OSError")
    #expect(try await Self.seen(#"open("/usr/bin/x", "w")"#) == "OSError")
    for folder in [#"os.environ["TMPDIR"]"#, #""/tmp""#, #"os.environ["HOME"]"#, "request.temporary_directory"] {
      #expect(try await Self.seen(#"pathlib.Path(\#(folder), "x").write_text("four")"#) == "4", "\(folder)")
    }
  }

  @Test(.enabled("bubblewrap works here") { await isSandboxed() })
  func `the network is there where it is granted`() async throws {
    let ours = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/net")
    let link = #"os.readlink("/proc/self/ns/net")"#
    #expect(try await Self.seen(link) != ours)
    #expect(try await Self.seen(link, permissions: #"{"network": true}"#) == ours)
    #expect(try await Self.seen(#"socket.create_connection(("192.0.2.1", 9), 1)"#) == "OSError")
  }

  @Test(.enabled("bubblewrap works here") { await isSandboxed() })
  func `other processes are not seen`() async throws {
    #expect(try await Self.seen(#"len([name for name in os.listdir("/proc") if name.isdigit()]) < 10"#) == "True")
  }

  @Test func `memory is limited`() async throws {
    let limit: (inout PluginLimits) -> Void = { $0.memory = 200 << 20 }
    #expect(try await Self.seen("len(bytearray(400 << 20))", limits: limit) == "MemoryError")
    #expect(try await Self.seen("len(bytearray(20 << 20))", limits: limit) == "\(20 << 20)")
  }

  @Test func `files are limited`() async throws {
    let expression = #"len([os.open("/dev/null", os.O_RDONLY) for _ in range(100)])"#
    #expect(try await Self.seen(expression) { $0.openFiles = 50 } == "OSError")
    #expect(try await Self.seen(expression) == "100")
  }

  @Test func `the size of files is limited`() async throws {
    let expression = #"pathlib.Path(request.temporary_directory, "big").write_bytes(bytes(2 << 20))"#
    #expect(try await Self.seen(expression) { $0.fileSize = 1 << 20 } == "OSError")
    #expect(try await Self.seen(expression) == "\(2 << 20)")
  }

  @Test(
    arguments: [
      (#"pathlib.Path(os.environ["TMPDIR"], "big").write_bytes(bytes(2 << 20))"#, "more than 1048576 bytes"),
      (#"[pathlib.Path.home().joinpath(str(i)).touch() for i in range(60)]"#, "more than 50 files"),
      (#"[os.mkdir("d") or os.chdir("d") for _ in range(70)]"#, "folders in more than 64 others"),
    ])
  func `what is in its folders is limited`(expression: String, reason: String) async throws {
    let home = try TemporaryFolder()
    var environment = Self.environment
    environment["HOME"] = home.path.string
    let isSandboxed = await Self.isSandboxed()
    // Without bubblewrap, the user's home is no folder of the plug-in.
    if !isSandboxed, expression.contains("home") { return }
    let program = "os.chdir(request.temporary_directory) or \(expression) and False or time.sleep(60)"
    let fixture = try ExternalFixture(Self.look(program), environment: environment) {
      $0.silence = .seconds(40)
    } limits: {
      $0.sharedBytes = 1 << 20
      $0.sharedFiles = reason.contains("files") ? 50 : 10_000
    }
    let failure = try #require(try await fixture.failure())
    #expect(failure.code == .crash && failure.description.contains(reason), "\(failure)")
  }

  @Test(.enabled("bubblewrap works here") { await isSandboxed() })
  func `nothing is written between the mounts`() async throws {
    #expect(try await Self.seen(#"open("/file", "w")"#) == "OSError")
    #expect(try await Self.seen(#"os.mkdir("/run/x")"#) != "None")
  }

  @Test func `processes are limited, and all of them end`() async throws {
    let token = UInt64.random(in: 1 << 40...1 << 50)
    let fixture = try ExternalFixture(
      Self.look(#"[subprocess.Popen(["sleep", "\#(token)"]) for _ in range(120)] and time.sleep(30)"#)
    ) {
      $0.silence = .seconds(20)
    } limits: {
      $0.processes = 40
    }
    // The system refuses them to users, and the host ends them for the administrator.
    do {
      #expect(try await fixture.filter().provenance.model == "BlockingIOError")
    } catch let failure as PluginFailure {
      #expect(failure.description.contains("more than 40 processes"), "\(failure)")
    }
    await fixture.host.shutDown()
    #expect(try await TestProcesses.isNoneLeft(with: "\(token)"))
  }

  @Test func `without bubblewrap it works, and says what is missing`() async throws {
    let folder = try TemporaryFolder()
    for name in ["python3", "prlimit", "setpriv"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path.appending(name).string, withDestinationPath: "/usr/bin/\(name)")
    }
    var environment = Self.environment
    environment["PATH"] = folder.path.string
    let isolation = await Isolation.detect(environment: environment)
    #expect(!isolation.isSandboxed)
    #expect(isolation.gap?.contains("install the package bubblewrap") == true)
    #expect(isolation.gap?.contains("read, change and delete your files") == true)
    #expect(try await Self.seen("os.environ['TMPDIR'].endswith('/tmp')", environment: environment) == "True")
  }
}
