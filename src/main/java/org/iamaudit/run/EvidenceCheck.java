package org.iamaudit.run;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.report.ChainVerifier;
import org.iamaudit.report.Manifest;
import org.iamaudit.report.PackageVerifier;
import org.iamaudit.report.Verification;
import org.iamaudit.snapshot.IoReason;

/** Checks packages of runs and months: their files, their findings, and the chains they form. */
public final class EvidenceCheck {
  private final Progress progress;
  private final Optional<PublicKey> signedWith;

  /**
   * @param signedWith the key that every package must be signed with; empty: signatures are not
   *     checked
   */
  public EvidenceCheck(Progress progress, Optional<PublicKey> signedWith) {
    this.progress = progress;
    this.signedWith = signedWith;
  }

  /**
   * Checks a package, or every package in a directory of them.
   *
   * @return one for each package, by name; empty if there is none
   * @throws RunException if the directory cannot be read
   */
  public List<Verification> check(Path directory) throws RunException {
    try {
      if (PackageVerifier.isPackage(directory)) {
        return List.of(checkOne(directory).and(ChainVerifier.verifyOne(directory)));
      }
      List<Path> packages = ChainVerifier.packages(directory);
      Map<String, List<String>> chain = ChainVerifier.verifyAll(packages);
      List<Verification> all = new ArrayList<>();
      for (Path folder : packages) {
        Verification one = checkOne(folder);
        all.add(
            one.and(
                new Verification(
                    one.name(), chain.getOrDefault(one.name(), List.of()), List.of())));
      }
      return all;
    } catch (IOException e) {
      throw new RunException("cannot read `" + directory + "`: " + IoReason.of(e), e);
    } finally {
      progress.done();
    }
  }

  /** INVARIANT: what a package says is only used once it is known to be what was written. */
  private Verification checkOne(Path folder) throws IOException {
    progress.phase("checking " + folder.getFileName(), Progress.UNKNOWN);
    Verification files = PackageVerifier.verify(folder, signedWith);
    if (!files.holds()) {
      return files;
    }
    Optional<Manifest> ofRun = PackageVerifier.manifest(folder);
    return ofRun.isPresent() ? files.and(Rederivation.check(folder, ofRun.get())) : files;
  }
}
