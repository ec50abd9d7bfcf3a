using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LeadGen.Web.Operations;
using Microsoft.AspNetCore.DataProtection;

namespace LeadGen.Web.Access;

/// <summary>
/// The keys that seal cookies, links and secrets lie in the database. With a certificate they lie there wrapped, and a dump alone opens
/// nothing.
/// </summary>
public static class WrappedKeys
{
    private const string File = "LeadGen:KeyCertificate";
    private const string Password = "LeadGen:KeyCertificatePassword";

    /// <exception cref="SettingException">The certificate can't be used.</exception>
    public static IDataProtectionBuilder Wrap(this IDataProtectionBuilder keys, IConfiguration configuration)
    {
        if (configuration[File] is not { Length: > 0 } path)
        {
            return keys;
        }

        // The newest wraps; older ones in the same file still unwrap what they wrapped.
        var all = Read(path, configuration[Password]);
        return keys.ProtectKeysWithCertificate(all[0]).UnprotectKeysWithAnyCertificate([.. all]);
    }

    /// <returns>The newest first.</returns>
    private static List<X509Certificate2> Read(string path, string? password)
    {
        try
        {
            var found = X509CertificateLoader
                .LoadPkcs12CollectionFromFile(path, password)
                .Where(IsRsa)
                .OrderByDescending(one => one.NotBefore)
                .ToList();
            return found.Count > 0 ? found : throw Wrong(path, "holds no RSA certificate with its private key.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Wrong(path, $"can't be read: {e.Message.TrimEnd('.')}.");
        }
    }

    private static bool IsRsa(X509Certificate2 one)
    {
        using var key = one.GetRSAPrivateKey();
        return key is not null;
    }

    private static SettingException Wrong(string path, string what) =>
        new(
            $"LeadGen__KeyCertificate names {path}, which {what} Name a PKCS#12 file (.pfx) and its password in LeadGen__KeyCertificatePassword, or remove the setting."
        );
}
