internal import Library
internal import Logging
internal import SystemPackage

/// Searches of folders: of everything now and then, and of those that changed.
extension WatchService {
  func lookAtRoots(at now: ContinuousClock.Instant) {
    for index in roots.indices {
      let movement = roots[index].look()
      guard let movement else { continue }
      // What is away will be found again, whatever became of it meanwhile.
      forget(below: roots[index].path)
      switch movement {
      case .left:
        logger.warning(
          "A watched folder is away; nothing of it is forgotten",
          metadata: ["folder": "\(roots[index].shown.display)"])
      case .returned:
        logger.notice("A watched folder is back", metadata: ["folder": "\(roots[index].shown.display)"])
      }
    }
  }

  func searchDueFolders(at now: ContinuousClock.Instant) async {
    for index in roots.indices where !roots[index].isAway && now >= roots[index].due ?? now {
      let root = roots[index]
      let polls = options.polls ?? root.isRemote || watcher == nil
      roots[index].due = now + (polls ? options.polling : options.rescan)
      await search(root.path, of: root, at: now)
    }
    for (folder, due) in polled where now >= due {
      polled[folder] = now + options.polling
      guard let root = roots.first(where: { folder.starts(with: $0.path) }), !root.isAway else { continue }
      await search(folder, of: root, at: now)
    }
  }

  /// Finds what is in `folder` and has to be looked into. Folders are watched before they are read: what comes in between
  /// is told twice and not missed. Links are followed from the root only, which knows what they lead to already.
  func search(_ folder: FilePath, of root: WatchedRoot, at now: ContinuousClock.Instant) async {
    guard FileStatus.at(folder)?.kind == .directory else {
      polled[folder] = nil
      return
    }
    if !(options.polls ?? root.isRemote) { await watch(folder, of: root, at: now) }
    do {
      var survey = Survey(planners)
      let naming = OutputNaming(outputDirectory: planners.options.outputDirectory)
      for step in try scanner.walk([folder], followingLinks: folder == root.path) {
        // The walk may take minutes; other work on this actor goes on meanwhile.
        await Task.yield()
        if isStopping { return }
        guard case .folder(var found) = step else { continue }
        found.reroot(at: root.path)
        naming.removeLeftovers(of: found)
        if noticeSettings(of: found) { survey = Survey(planners) }
        do {
          for case .open(let candidate, let planner) in try survey.findings(in: found)
          where taken[candidate.item.path] != Taken(candidate, planner) {
            settling.add(candidate.item.path, at: .now)
          }
        } catch {
          logger.error("A folder is passed by", metadata: ["folder": "\(found.path.display)", "error": "\(error)"])
        }
      }
      if !isStopping { tidyIndex(below: [folder]) }
    } catch {
      logger.warning("A search failed", metadata: ["folder": "\(folder.display)", "error": "\(error)"])
    }
  }

  /// What is gone is not to be found any more.
  func tidyIndex(below places: [FilePath]) {
    do {
      try IndexUpkeep(planners.workspace).tidy(below: places)
    } catch {
      logger.warning("The index cannot be written", metadata: ["error": "\(error)"])
    }
  }

  /// Asks the system to tell of changes in `folder` and below it. Where it cannot, they are polled.
  private func watch(_ folder: FilePath, of root: WatchedRoot, at now: ContinuousClock.Instant) async {
    guard let watcher else { return }
    do {
      for step in try scanner.walk([folder], followingLinks: folder == root.path) {
        await Task.yield()
        if isStopping { return }
        switch step {
        // It is watched itself, so that it shows when it is no longer passed by.
        case .passedBy(let folder): try watcher.add(folder)
        case .problem: break
        case .folder(let found):
          try watcher.add(found.path)
          if options.polls == nil, let system = try? FileSystem(of: found.path), system.id != root.volume {
            poll(found.path, at: now)
          }
        }
      }
    } catch {
      poll(folder, at: now)
      logger.warning(
        "This folder cannot be watched and is searched now and then; fs.inotify.max_user_watches may be too small",
        metadata: ["folder": "\(folder.display)", "error": "\(error)"])
    }
  }

  /// What a disk or share below a root holds is not told of, or no longer when it returns.
  private func poll(_ folder: FilePath, at now: ContinuousClock.Instant) {
    guard !polled.keys.contains(where: { folder.starts(with: $0) }) else { return }
    polled = polled.filter { !$0.key.starts(with: folder) }
    polled[folder] = now + options.polling
  }

  /// Whether the settings in `folder` are others than when it was searched last. What they say is read again then.
  private func noticeSettings(of folder: ScannedFolder) -> Bool {
    let files = folder.names.filter(MediaName.isSettings).map { folder.path.appending(name: $0) }
    var found: [FilePath: FileIdentity] = [:]
    for file in files { found[file] = FileStatus.at(file)?.identity }
    guard settingsFiles[folder.path] ?? [:] != found else { return false }
    settingsFiles[folder.path] = found.isEmpty ? nil : found
    planners = planners.anew()
    return true
  }

  /// Whether `folder`, or one around it, is marked to be passed by.
  func isPassedBy(_ folder: FilePath, of root: WatchedRoot) -> Bool {
    var folder = folder
    while folder.starts(with: root.path) {
      if FileStatus.at(folder.appending(MediaName.skipMarker)) != nil { return true }
      let above = folder.removingLastComponent()
      guard above != folder else { return false }
      folder = above
    }
    return false
  }
}
