//! TLS for the guarded client: the public roots that are compiled in, and the operator's own.

use std::sync::Arc;

use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};

use crate::policy::PolicyError;

/// The client's TLS configuration. Names its cryptography itself, so it does not depend on what the process
/// installed as default.
pub(crate) fn client_config(extra_ca_pem: Option<&[u8]>) -> Result<ClientConfig, PolicyError> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(pem) = extra_ca_pem {
        let mut found_any = false;
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|error| PolicyError::ExtraCa(error.to_string()))?;
            roots.add(certificate).map_err(|error| PolicyError::ExtraCa(error.to_string()))?;
            found_any = true;
        }
        if !found_any {
            return Err(PolicyError::ExtraCaEmpty);
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| PolicyError::Client(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
