from django.contrib.auth.hashers import Argon2PasswordHasher


class OwaspArgon2Hasher(Argon2PasswordHasher):
    """Argon2id at OWASP's setting: 19 MiB, two passes, one lane. Django's own costs nine times the CPU."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
