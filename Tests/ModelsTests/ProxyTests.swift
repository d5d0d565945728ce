import Glibc
import Models
import Testing

/// Each in a process of its own: the environment belongs to all threads.
@Suite struct ProxyTests {
  /// Variables that could decide instead of those that a test sets.
  static func clearEnvironment() {
    for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
      unsetenv(name)
      unsetenv(name.uppercased())
    }
  }

  @Test func fetchesThroughTheProxy() async {
    await #expect(processExitsWith: .success) {
      let proxy = try TestServer(Fixture.whisper)
      Self.clearEnvironment()
      setenv("http_proxy", proxy.address, 1)
      let folder = try TestFolder()
      let (store, entry) = try await folder.store(
        Fixture.whisper, sources: [.web(title: "far", base: "http://models.invalid/model")])
      try await store.pull(entry)
      #expect(try await store.verify("small").isIntact)
      #expect(
        proxy.requests.map(\.path)
          == ["config.json", "model.bin", "tokenizer.json"].map { "http://models.invalid/model/" + $0 })
    }
  }

  /// For addresses that begin with `https`, which all of the catalogue do, a proxy is asked for a tunnel.
  @Test(arguments: ["https_proxy", "HTTPS_PROXY", "all_proxy"])
  func asksTheProxyForATunnel(variable: String) async {
    await #expect(processExitsWith: .success) { [variable = variable as String] in
      let proxy = try TestServer([:])
      Self.clearEnvironment()
      setenv(variable, proxy.address, 1)
      let folder = try TestFolder()
      let (store, entry) = try await folder.store(
        Fixture.whisper, sources: [.web(title: "far", base: "https://models.invalid/model")])
      let error = await #expect(throws: ModelError.self) { try await store.pull(entry) }
      #expect(error?.code == .unavailable)
      #expect(proxy.requests.map(\.path) == ["models.invalid:443"])
    }
  }

  @Test(arguments: ["127.0.0.1", "models.invalid,127.0.0.1", "*"])
  func asksNoProxyWhereNoneIsWanted(exempt: String) async {
    await #expect(processExitsWith: .success) { [exempt = exempt as String] in
      let proxy = try TestServer([:])
      let server = try TestServer(Fixture.whisper)
      Self.clearEnvironment()
      setenv("http_proxy", proxy.address, 1)
      setenv("no_proxy", exempt, 1)
      let folder = try TestFolder()
      let (store, entry) = try await folder.store(
        Fixture.whisper, sources: [.web(title: "near", base: server.base)])
      try await store.pull(entry)
      #expect(proxy.requests.isEmpty)
      #expect(server.requests.count == 3)
    }
  }
}
